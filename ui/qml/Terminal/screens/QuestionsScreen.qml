// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// A question in the visitor's own words: a box, the answers that fit best, and a person as the last row.
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin
    // The page as everything below sees it, so that all of it has changed before the box is filled.
    property var shown: ({})
    property int built: -1
    readonly property bool typing: desk.current !== null
    readonly property bool tight: typing && Theme.large
    readonly property int ground: typing ? keyboard.y : height
    readonly property var answers: Array.from(shown.rows ?? []).filter(row => row.style !== "human")
    readonly property var person: Array.from(shown.rows ?? []).find(row => row.style === "human") ?? null

    paddingTop: Theme.px(tight ? 16 : 32)
    focusItem: heading

    onScreenChanged: {
        shown = screen;
        if (built === (shown.serial ?? -1))
            return;
        built = shown.serial ?? -1;
        answersPages.part = 0;
        desk.open("question");
    }

    // Keys of a real keyboard go into the box, wherever the reading is.
    Keys.onPressed: event => {
        if (desk.current === null || desk.current.activeFocus || event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return;
        if (event.key === Qt.Key_Backspace)
            desk.current.erase();
        else if (event.text.length > 0 && event.text >= " " && event.text !== "\u007f")
            desk.current.put(event.text);
        else
            return;
        desk.current?.forceActiveFocus();
        event.accepted = true;
    }

    FormDesk {
        id: desk

        screen: page.shown
        onChosen: action => page.chosen(action)
    }

    Heading {
        id: heading

        x: Theme.margin
        y: page.paddingTop
        width: page.inner
        font.pixelSize: page.tight ? Theme.px(64) : Theme.headingSize
        sentence: page.shown.heading ?? null
    }

    Repeater {
        // Made anew for every visit to the page: nobody finds the question of somebody else.
        model: page.built < 0 ? [] : [page.built]

        LabelledBox {
            id: box

            required property var modelData

            x: Theme.margin
            y: Math.max(heading.y + heading.height + Theme.px(20), page.typing ? 0 : page.touchTop)
            width: page.inner
            height: implicitHeight
            desk: desk
            // The heading asks already.
            input: Object.assign({}, page.shown.fields?.[0]?.inputs?.[0] ?? {}, {
                "label": ""
            })
            onYChanged: page.boxBottom = y + height
            onHeightChanged: page.boxBottom = y + height
        }
    }

    property int boxBottom: 0

    Copy {
        id: found

        x: Theme.margin
        y: page.boxBottom + Theme.px(page.tight ? 12 : 22)
        width: page.inner
        font.pixelSize: Theme.secondarySize
        color: Theme.muted
        sentence: page.tight ? null : page.shown.found ?? null
        // Who does not see the rows hears how many there are.
        onSentenceChanged: news.restart()
    }

    // Not at every letter.
    Timer {
        id: news

        interval: 900
        onTriggered: {
            const words = page.shown.found?.text ?? "";
            if (words !== "" && page.typing)
                found.Accessible.announce(words, Accessible.Polite);
        }
    }

    Pages {
        id: answersPages

        x: Theme.margin
        y: found.present ? found.y + found.height + Theme.px(14) : page.boxBottom + Theme.px(16)
        width: page.inner
        spacing: Theme.px(14)
        available: page.ground - Theme.px(18) - y - (page.person === null ? 0 : person.height + spacing)
        touchTop: page.typing ? 0 : page.touchTop - y

        Repeater {
            model: page.answers

            QuestionRow {
                required property var modelData

                width: answersPages.width
                height: implicitHeight
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }
    }

    QuestionRow {
        id: person

        x: Theme.margin
        y: answersPages.y + answersPages.implicitHeight + (page.answers.length > 0 ? answersPages.spacing : 0)
        width: page.inner
        visible: page.person !== null
        height: implicitHeight
        action: page.person ?? ({})
        onChosen: page.chosen(page.person.id)
    }

    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        width: parent.width
        height: implicitHeight
        visible: page.typing
        box: desk.current
        last: true
        onDone: {
            desk.current = null;
            heading.forceActiveFocus();
        }
    }
}
