// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A question that has an answer, small enough that three of them and a person fit above the keyboard.
Pressable {
    id: row

    property var action: ({})
    readonly property bool human: action.style === "human"
    readonly property color ink: human ? Theme.humanInk : Theme.text

    name: action.name ?? ""
    description: action.hint?.text ?? ""
    implicitHeight: Math.max(Theme.px(104), title.implicitHeight + 2 * Theme.px(18))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.human ? (row.down ? Theme.humanPressed : Theme.human) : row.down ? Theme.pressedTint : Theme.card
        border.color: row.human ? Theme.humanInk : Theme.control
        border.width: row.human && Theme.contrast ? 0 : Theme.controlBorder
    }

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(30)
        anchors.verticalCenter: parent.verticalCenter
        name: row.action.icon ?? ""
        colour: row.human ? Theme.humanInk : Theme.touch
        size: Theme.px(52)
    }

    Label {
        id: title

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(26)
        anchors.right: chevron.left
        anchors.rightMargin: Theme.px(8)
        anchors.verticalCenter: parent.verticalCenter
        text: row.action.label ?? ""
        color: row.ink
        font.pixelSize: Theme.secondarySize
        font.bold: true
    }

    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(26)
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron_right"
        colour: row.human ? Theme.humanInk : Theme.touch
        size: Theme.px(52)
        directional: true
    }
}
