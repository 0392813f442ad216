// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A key: a digit, or an icon with its name.
Pressable {
    id: key

    property string digit: ""
    property string icon: ""

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: {
            if (key.down)
                return Theme.contrast ? Theme.pressedTint : key.icon !== "" ? Theme.control : Theme.pressedTint;
            return key.icon !== "" && !Theme.contrast ? Theme.pressedTint : Theme.card;
        }
        border.color: Theme.control
        border.width: Theme.controlBorder
    }

    Label {
        anchors.centerIn: parent
        text: key.digit
        color: Theme.touch
        font.pixelSize: Theme.keySize
        font.bold: true
        wrapMode: Text.NoWrap
    }

    Icon {
        anchors.centerIn: parent
        visible: key.icon !== ""
        name: key.icon
        colour: Theme.touch
        size: Theme.px(60)
    }
}
