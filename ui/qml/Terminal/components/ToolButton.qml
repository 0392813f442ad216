// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// An outlined button with its icon before the words, which may take two lines.
Pressable {
    id: button

    property string label: ""
    property string icon: ""

    name: label.replace(/\u00ad/g, "")
    implicitHeight: Math.max(Theme.px(118), words.implicitHeight + Theme.px(28))
    height: implicitHeight

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.down ? Theme.pressedTint : Theme.card
        border.color: Theme.control
        border.width: Theme.controlBorder
    }

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(30)
        anchors.verticalCenter: parent.verticalCenter
        name: button.icon
        colour: Theme.touch
        size: Theme.px(56)
    }

    Label {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(16)
        anchors.verticalCenter: parent.verticalCenter
        text: button.label
        color: Theme.touch
        font.pixelSize: Theme.px(Theme.large ? 46 : 42)
        font.bold: true
    }
}
