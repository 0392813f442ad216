// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// One of the two big choices of the start page.
Pressable {
    id: tile

    property var action: ({})

    name: action.name ?? ""
    description: action.hint?.text ?? ""

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: tile.down ? Theme.touchPressed : Theme.touch

        Icon {
            anchors.left: parent.left
            anchors.leftMargin: Theme.px(27)
            anchors.top: parent.top
            anchors.topMargin: Theme.px(27)
            name: tile.action.icon ?? ""
            colour: Theme.touchInk
            size: Math.min(Theme.px(92), tile.height - words.height - Theme.px(27 + 28 + 4))
        }

        Column {
            id: words

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.leftMargin: Theme.px(32)
            anchors.rightMargin: Theme.px(16)
            anchors.bottomMargin: Theme.px(28)
            spacing: Theme.px(2)

            Label {
                width: parent.width
                text: tile.action.label ?? ""
                color: Theme.touchInk
                font.pixelSize: Theme.px(Theme.large ? 54 : 48)
                font.bold: true
            }

            Label {
                width: parent.width
                text: tile.action.hint?.text ?? ""
                visible: text !== ""
                color: Theme.touchInk
                font.pixelSize: Theme.hintSize
            }
        }
    }
}
