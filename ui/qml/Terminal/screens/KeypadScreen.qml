// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Type digits, with the keys on the screen or a keyboard.
Page {
    id: page

    readonly property string entered: screen.entered ?? ""
    readonly property bool wrong: (screen.error?.text ?? "") !== ""
    readonly property int keyRoom: page.height - keypad.y - Theme.px(24)

    focusItem: heading
    onWrongChanged: if (wrong)
        heading.Accessible.announce(screen.error.text, Accessible.Assertive)

    Keys.onPressed: event => {
        if (event.modifiers & ~Qt.KeypadModifier)
            return;
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9) {
            event.accepted = true;
            page.chosen("digit:" + (event.key - Qt.Key_0));
        } else if (event.key === Qt.Key_Backspace) {
            event.accepted = true;
            page.chosen("backspace");
        }
    }

    Heading {
        id: heading

        x: Theme.margin
        y: page.paddingTop
        width: parent.width - 2 * Theme.margin
        sentence: page.screen.heading ?? null
    }

    Copy {
        id: lead

        x: Theme.margin
        anchors.top: heading.bottom
        anchors.topMargin: Theme.px(14)
        width: parent.width - 2 * Theme.margin
        // With large text the keys need the room: what is missing counts more than where the code stands.
        sentence: Theme.large && page.wrong ? null : page.screen.lead ?? null
    }

    Note {
        id: error

        x: Theme.margin
        anchors.top: lead.bottom
        anchors.topMargin: present ? Theme.px(24) : 0
        width: parent.width - 2 * Theme.margin
        height: implicitHeight
        kind: "error"
        sentence: page.screen.error ?? null
    }

    CodeBoxes {
        id: boxes

        anchors.top: error.bottom
        anchors.topMargin: Theme.px(Theme.large ? 36 : error.present ? 44 : 62)
        anchors.horizontalCenter: parent.horizontalCenter
        groups: page.screen.groups ?? []
        entered: page.entered
        wrong: page.wrong
    }

    Copy {
        id: remaining

        anchors.top: boxes.bottom
        anchors.topMargin: Theme.px(16)
        anchors.horizontalCenter: parent.horizontalCenter
        sentence: page.screen.remaining ?? null
        color: Theme.muted
        font.pixelSize: Theme.secondarySize
    }

    Keypad {
        id: keypad

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(remaining.y + Theme.secondarySize * 1.3 + Theme.px(26), page.touchTop)
        width: Theme.px(860)
        keyHeight: Math.min(Theme.px(156), Math.floor((page.keyRoom - 3 * spacing) / 4))
        onTyped: action => page.chosen(action)
    }
}
