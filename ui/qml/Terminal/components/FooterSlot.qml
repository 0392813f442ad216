// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A place in the footer. Keeps its place when it has nothing to offer.
Pressable {
    id: slot

    property string label: ""
    property string icon: ""
    property bool human: false
    property bool marked: false
    property bool directional: false
    property bool present: true
    readonly property color ink: human ? Theme.humanInk : Theme.touch

    name: label.replace("\u00ad", "")
    visible: present
    implicitHeight: Theme.px(152)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: slot.human ? (slot.down ? Theme.humanPressed : Theme.human) : slot.down ? Theme.pressedTint : "transparent"
    }

    TextMetrics {
        id: longest

        // A line may only end between words and at soft hyphens.
        text: slot.label.split(/[ \u00ad]/).reduce((one, other) => other.length > one.length ? other : one, "")
        font.pixelSize: Theme.smallSize
        font.bold: true
    }

    Column {
        anchors.centerIn: parent
        width: parent.width

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: slot.icon
            colour: slot.ink
            size: Theme.px(words.lineCount > 1 ? 52 : 68)
            directional: slot.directional
        }

        Label {
            id: words

            width: parent.width
            text: slot.label
            color: slot.ink
            font.pixelSize: Math.min(Theme.smallSize, Math.floor(Theme.smallSize * (slot.width - Theme.px(4)) / Math.max(1, longest.advanceWidth)))
            font.bold: true
            tight: 0.76
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: slot.human ? 0 : -Theme.px(8)
        anchors.rightMargin: slot.human ? 0 : -Theme.px(8)
        height: Theme.px(10)
        color: slot.ink
        visible: slot.marked
    }
}
