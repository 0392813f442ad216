// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Terminal

// One box to type in, from the keyboard on the screen or a real one. Letters with several marks are one to it.
TextInput {
    id: box

    required property FormDesk desk
    property var input: ({})
    property string name: input.name ?? ""
    property string description: ""
    property bool digits: false
    // When it is full, the next box takes over; after the last one the keys make room for what the answer means.
    property bool hops: false
    readonly property bool current: desk.current === box
    // A question may be written from right to left; what goes into the register is Latin.
    readonly property bool mirrored: input.pad === "question" && Session.bridge.rightToLeft
    // Where the text runs, which follows its first letter.
    readonly property bool leftward: {
        const arabicOrHebrew = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
        const letter = Array.from(text).find(sign => arabicOrHebrew.test(sign) || sign.toLowerCase() !== sign.toUpperCase());
        return letter === undefined ? mirrored : arabicOrHebrew.test(letter);
    }
    readonly property bool wrong: input.error ?? false
    readonly property bool wide: (input.size ?? 0) > 10
    property bool filling: false
    readonly property int naturalHeight: Math.max(Theme.px(digits ? 132 : 104), (input.lines ?? 1) > 1 ? Theme.px(236) : 0, contentHeight + Theme.px(36))

    function put(letters: string): void {
        if (selectedText !== "")
            remove(selectionStart, selectionEnd);
        // Half a letter with marks would be another letter.
        if (text.length + letters.length > maximumLength)
            return;
        insert(cursorPosition, letters);
        hop();
    }

    function replace(old: string, letters: string): void {
        const start = cursorPosition - old.length;
        if (text.length - old.length + letters.length > maximumLength)
            return;
        filling = true;
        remove(start, cursorPosition);
        filling = false;
        insert(start, letters);
    }

    function erase(): void {
        if (selectedText !== "")
            return remove(selectionStart, selectionEnd);
        remove(cursorPosition - Session.bridge.unitBefore(text, cursorPosition).length, cursorPosition);
    }

    function eraseAfter(): void {
        if (selectedText !== "")
            return remove(selectionStart, selectionEnd);
        remove(cursorPosition, cursorPosition + Session.bridge.unitAfter(text, cursorPosition).length);
    }

    function stepBack(): void {
        cursorPosition -= Session.bridge.unitBefore(text, cursorPosition).length;
    }

    function stepOn(): void {
        cursorPosition += Session.bridge.unitAfter(text, cursorPosition).length;
    }

    function stepLeft(): void {
        if (leftward)
            stepOn();
        else
            stepBack();
    }

    function stepRight(): void {
        if (leftward)
            stepBack();
        else
            stepOn();
    }

    // Who moves about the keyboard on the screen with arrows stays there.
    function take(): void {
        desk.current = box;
        if (!(Window.activeFocusItem instanceof KeyboardKey))
            forceActiveFocus();
    }

    function enter(): void {
        if (current)
            desk.next();
        else
            desk.current = box;
    }

    function hop(): void {
        if (hops && current && text.length === maximumLength && cursorPosition === text.length)
            desk.next();
    }

    function fill(): void {
        const wanted = Session.bridge.textOf(input.id ?? "");
        if (text === wanted)
            return;
        filling = true;
        text = wanted;
        filling = false;
    }

    leftPadding: Theme.px(28)
    rightPadding: Theme.px(28)
    topPadding: (input.lines ?? 1) > 1 ? Theme.px(18) : 0
    objectName: input.id ?? ""
    clip: !wide
    color: Theme.text
    font.pixelSize: digits ? Theme.keySize : Theme.fieldSize
    font.bold: digits
    wrapMode: wide ? TextInput.Wrap : TextInput.NoWrap
    verticalAlignment: (input.lines ?? 1) > 1 ? TextInput.AlignTop : TextInput.AlignVCenter
    horizontalAlignment: digits ? TextInput.AlignHCenter : mirrored ? TextInput.AlignRight : TextInput.AlignLeft
    LayoutMirroring.enabled: false
    maximumLength: input.max ?? 100
    selectByMouse: false
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase
    activeFocusOnTab: true
    cursorDelegate: Rectangle {
        width: Theme.px(5)
        color: Theme.touch
        visible: box.current || box.activeFocus
    }

    Accessible.name: name
    Accessible.description: description
    Accessible.editable: true

    Component.onCompleted: {
        desk.enter(box);
        fill();
    }
    Component.onDestruction: desk.leave(box)
    onTextChanged: if (!filling)
        Session.bridge.typed(desk.serial, input.id, text)
    onTextEdited: hop()
    onActiveFocusChanged: if (activeFocus && !desk.quiet)
        desk.current = box

    Connections {
        target: box.desk
        function onRevisionChanged(): void {
            box.fill();
            // A whole day was filled in: what it means is more useful now than the keys.
            if (box.hops && box.current)
                box.desk.current = null;
        }
    }

    TapHandler {
        onTapped: {
            box.desk.current = box;
            box.forceActiveFocus();
        }
    }

    Keys.onPressed: event => {
        // Nobody's clipboard on a machine that everybody uses.
        if (event.matches(StandardKey.Copy) || event.matches(StandardKey.Cut) || event.matches(StandardKey.Paste)) {
            event.accepted = true;
            return;
        }
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.ShiftModifier))
            return;
        const does = ({
                [Qt.Key_Backspace]: erase,
                [Qt.Key_Delete]: eraseAfter,
                [Qt.Key_Left]: stepLeft,
                [Qt.Key_Right]: stepRight,
                [Qt.Key_Return]: enter,
                [Qt.Key_Enter]: enter
            })[event.key];
        if (does === undefined)
            return;
        event.accepted = true;
        does();
    }

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: Theme.radius
        color: Theme.card
        border.color: box.wrong ? Theme.error : Theme.text
        border.width: box.wrong ? Theme.errorBorder : Theme.controlBorder

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.px(6)
            radius: Theme.px(3)
            color: box.wrong ? Theme.error : Theme.text
        }
    }
}
