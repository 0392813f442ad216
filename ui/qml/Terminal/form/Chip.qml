// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A small outlined button with a few words: a day, a place, or something taken that can be given back.
Pressable {
    id: chip

    property string words: name
    property string icon: ""
    property bool on: false
    readonly property color ink: on && Theme.contrast ? Theme.tintInk : Theme.touch

    implicitWidth: Math.min(Theme.px(960), Math.ceil(label.implicitWidth) + 2 * Theme.px(26) + (icon === "" ? 0 : Theme.px(60)))
    implicitHeight: Theme.px(Theme.large ? 104 : 96)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: chip.down ? Theme.pressedTint : chip.on ? Theme.tint : Theme.card
        border.color: Theme.touch
        border.width: chip.on ? Theme.errorBorder : Theme.secondaryBorder
    }

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(16)

        Label {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, chip.width - Theme.px(20 + (chip.icon === "" ? 0 : 60)))
            text: chip.words
            color: chip.ink
            font.pixelSize: Theme.px(Theme.large ? 44 : 42)
            font.bold: true
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.smallSize
            elide: Text.ElideRight
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: chip.icon !== ""
            name: chip.icon
            colour: chip.ink
            size: Theme.px(44)
        }
    }
}
