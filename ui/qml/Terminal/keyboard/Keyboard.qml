// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// The keyboard on the screen. It writes into a text box and remembers nothing: what the strip offers follows from the
// letter before the cursor.
Rectangle {
    id: keyboard

    // The text box it writes into; keeps its last form while there is none.
    property TextBox box: null
    // No further box after it on this page.
    property bool last: true
    property string pad: "text"
    // letters, signs, other (which letter is like yours?) or alike (all letters like that one)
    property string face: "letters"
    // Latin letters for somebody who asks in another script: people mix German words in.
    property bool latin: false
    property string like: ""
    property bool replaces: false
    property bool flipped: false
    readonly property string before: box ? box.text.slice(0, box.cursorPosition) : ""
    readonly property string unit: box ? Session.bridge.unitBefore(box.text, box.cursorPosition) : ""
    // The language whose letters a question is written in.
    readonly property string asked: pad === "question" ? Session.bridge.languageTag : ""
    readonly property bool cased: latin || OwnLetters.scripts[asked] === undefined
    readonly property bool strip: KeyboardLayouts.hasStrip(pad, face, asked, latin)
    readonly property var offered: strip && face === "letters" ? Session.bridge.lettersLike(unit) : []
    readonly property bool capital: pad === "serial" || cased && begins !== flipped
    readonly property bool begins: pad === "name" ? /(^|[ -])$/.test(before) : (pad === "text" || pad === "question") && before === ""
    readonly property int gap: Theme.px(8)
    readonly property int inner: width - Theme.px(16)
    readonly property int slots: 11
    readonly property int slot: Math.floor((inner - (slots - 1) * gap) / slots)
    readonly property int stripHeight: Theme.px(96)
    readonly property var rows: KeyboardLayouts.rows(pad, face, asked, latin)
    readonly property int rowHeight: Math.floor((body.height - (shownRows - 1) * gap) / shownRows)
    readonly property int shownRows: face === "alike" ? 4 : rows.length
    // Not to be bound to: it grows while keys are made.
    readonly property var keys: []
    property Item first: null
    // Where the arrows have led to.
    property Item reached: null

    signal done

    function choose(key: var): void {
        if (key.does === "" || box === null || Session.bridge.isEcho(key.types ?? key.does))
            return;
        const held = keys.some(other => other.activeFocus);
        if (key.types !== undefined)
            type(key.types);
        else
            operate(key.does);
        if (held && key.does !== "done")
            keepPlace(key.does ?? "");
    }

    // Another face has other keys: who works with arrows goes on from the key that leads back, or from the first letter.
    function keepPlace(did: string): void {
        const there = keys.filter(key => key.enabled);
        if (there.some(key => key.activeFocus))
            return;
        const back = ({
                "signs": "letters",
                "letters": "signs"
            })[did] ?? did;
        const next = there.find(key => back !== "" && key.does === back) ?? there.find(key => key.letter) ?? null;
        next?.forceActiveFocus();
        reached = next;
    }

    function type(character: string): void {
        const letter = shown(character);
        if (face === "other") {
            if (Session.bridge.lettersLike(letter).length > 0) {
                openAlike(letter, false);
                return;
            }
            if (letter.toLowerCase() !== letter.toUpperCase())
                face = "letters";
        }
        box.put(letter);
        flipped = false;
    }

    function openAlike(letter: string, replacing: bool): void {
        like = letter;
        replaces = replacing;
        face = "alike";
    }

    function take(letter: string, replacing: bool): void {
        if (box === null || Session.bridge.isEcho(letter))
            return;
        const held = keys.some(other => other.activeFocus);
        if (replacing)
            box.replace(unit, letter);
        else
            box.put(letter);
        flipped = false;
        face = "letters";
        if (held)
            keepPlace("");
    }

    function operate(what: string): void {
        switch (what) {
        case "shift":
            flipped = !flipped;
            break;
        case "backspace":
            box.erase();
            break;
        case "left":
            box.stepLeft();
            break;
        case "right":
            box.stepRight();
            break;
        case "done":
            keyboard.done();
            break;
        case "latin":
            latin = !latin;
            flipped = false;
            face = "letters";
            break;
        case "other":
            face = face === "other" ? "letters" : "other";
            break;
        default:
            face = what;
        }
    }

    function startAfresh(): void {
        face = "letters";
        latin = false;
        flipped = false;
    }

    function shown(character: string): string {
        if (!capital || face === "signs")
            return character;
        return OwnLetters.capital(asked, character);
    }

    function widthOf(key: var, row: var): real {
        const fixed = row.filter(other => !other.fills).reduce((sum, other) => sum + (other.wide ?? 1), 0);
        const fillers = row.length - row.filter(other => !other.fills).length;
        const room = inner - (row.length - 1) * gap;
        if (fillers > 0)
            return key.fills ? Math.floor((room - fixed * slot) / fillers) : Math.floor((key.wide ?? 1) * slot);
        return Math.floor((key.wide ?? 1) * room / fixed);
    }

    // The nearest key in this direction.
    function step(from: Item, across: int, down: int): void {
        const middle = key => key.mapToItem(keyboard, key.width / 2, key.height / 2);
        const start = middle(from);
        let best = null;
        let least = Infinity;
        for (const key of keys.filter(key => key !== from && key.visible && key.enabled)) {
            const there = middle(key);
            const ahead = (there.x - start.x) * across + (there.y - start.y) * down;
            const aside = Math.abs((there.x - start.x) * down) + Math.abs((there.y - start.y) * across);
            if (ahead > 4 && ahead + 3 * aside < least) {
                least = ahead + 3 * aside;
                best = key;
            }
        }
        if (best !== null) {
            best.forceActiveFocus();
            reached = best;
        } else if (down !== 0) {
            // Out of the keyboard: with arrows alone there is no other way.
            from.nextItemInFocusChain(down > 0)?.forceActiveFocus();
        }
    }

    component BoardKey: KeyboardKey {
        id: boardKey

        required property var board
        property string does: ""

        height: board.rowHeight
        // The key that has the focus has to stay reachable, even while it goes.
        activeFocusOnTab: enabled && (activeFocus || (board.reached ?? board.first) === boardKey)
        onMoved: (across, down) => board.step(boardKey, across, down)
        Component.onCompleted: {
            board.keys.push(boardKey);
            if (enabled)
                board.first = board.first ?? boardKey;
        }
        Component.onDestruction: {
            board.keys.splice(board.keys.indexOf(boardKey), 1);
            if (board.reached === boardKey)
                board.reached = null;
            if (board.first === boardKey)
                board.first = board.keys.find(key => key.enabled) ?? null;
        }
    }

    objectName: "keyboard"
    implicitHeight: Theme.px(pad === "question" ? 576 : 568)
    color: Theme.keyboard
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    onBoxChanged: {
        if (box === null)
            return;
        pad = box.input.pad;
        startAfresh();
    }
    onAskedChanged: startAfresh()

    Rectangle {
        width: parent.width
        height: Theme.px(Theme.contrast ? 4 : 2)
        color: Theme.control
    }

    FactLine {
        x: Theme.px(24)
        y: Theme.px(12)
        width: parent.width - 2 * x
        height: keyboard.stripHeight
        visible: keyboard.strip && keyboard.offered.length === 0 && keyboard.face !== "alike"
        icon: "touch_app"
        symbolInk: Theme.text
        symbolSize: Theme.px(52)
        textSize: Theme.px(Theme.large ? 42 : 34)
        sentence: Theme.sentence(keyboard.face === "other" ? qsTr("Welchem Buchstaben ist Ihrer ähnlich? Bitte tippen Sie ihn an.") : qsTr("Buchstaben wie **é ł ş**: erst **e l s** tippen, dann hier wählen – oder unten **„é ł ş“** antippen."))
    }

    Row {
        id: offers

        x: Theme.px(8)
        y: Theme.px(12)
        spacing: keyboard.gap
        visible: keyboard.offered.length > 0

        Repeater {
            model: Math.min(keyboard.offered.length, keyboard.slots)

            BoardKey {
                required property int index
                readonly property bool more: index === keyboard.slots - 1 && keyboard.offered.length > keyboard.slots

                board: keyboard
                offer: true
                width: keyboard.slot
                height: keyboard.stripHeight
                name: more ? qsTr("Mehr Buchstaben") : keyboard.offered[index] ?? ""
                words: more ? "" : name
                icon: more ? "more_horiz" : ""
                letter: !more
                on: !more && name === keyboard.unit
                onChosen: {
                    if (more)
                        keyboard.openAlike(keyboard.offered[0], true);
                    else
                        keyboard.take(name, true);
                }
            }
        }
    }

    Grid {
        id: alike

        x: Theme.px(8)
        y: body.y
        columns: keyboard.slots
        spacing: keyboard.gap
        visible: keyboard.face === "alike"

        Repeater {
            model: keyboard.face === "alike" ? Session.bridge.lettersLike(keyboard.like).slice(1) : []

            BoardKey {
                required property string modelData

                board: keyboard
                width: keyboard.slot
                name: modelData
                words: modelData
                onChosen: keyboard.take(modelData, keyboard.replaces)
            }
        }
    }

    Column {
        id: body

        x: Theme.px(8)
        y: Theme.px(12) + (keyboard.strip ? keyboard.stripHeight + keyboard.gap : 0)
        width: keyboard.inner
        height: keyboard.height - y - Theme.px(12)
        spacing: keyboard.gap
        topPadding: keyboard.face === "alike" ? 3 * (keyboard.rowHeight + keyboard.gap) : 0

        Repeater {
            model: keyboard.rows

            Row {
                id: row

                required property var modelData

                anchors.horizontalCenter: parent.horizontalCenter
                spacing: keyboard.gap

                Repeater {
                    model: row.modelData

                    BoardKey {
                        required property var modelData
                        readonly property bool onward: modelData.does === "done" && !keyboard.last
                        readonly property bool types: modelData.types !== undefined && modelData.label === undefined

                        board: keyboard
                        does: modelData.does ?? ""
                        opacity: modelData.does === "" ? 0 : 1
                        enabled: modelData.does !== ""
                        width: keyboard.widthOf(modelData, row.modelData)
                        name: types ? words : onward ? qsTr("Nächstes Feld") : modelData.name
                        words: types ? keyboard.shown(modelData.types) : modelData.label ?? ""
                        icon: onward ? "arrow_downward" : modelData.icon ?? ""
                        letter: modelData.types !== undefined
                        on: modelData.does === "shift" && keyboard.capital || modelData.does === "other" && keyboard.face === "other"
                        onChosen: keyboard.choose(modelData)
                    }
                }
            }
        }
    }
}
