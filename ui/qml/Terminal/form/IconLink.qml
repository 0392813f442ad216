// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A link with its icon, on a card: "Ändern". The topic says to a screen reader what of.
Pressable {
    id: link

    property string icon: ""
    property string topic: ""

    description: topic
    width: content.implicitWidth + 2 * Theme.px(16)
    height: Theme.px(100)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.pressedTint
        visible: link.down
    }

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(16)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: link.icon
            colour: Theme.touch
            size: Theme.px(44)
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: link.name
            color: Theme.touch
            font.pixelSize: Theme.px(Theme.large ? 48 : 42)
            font.bold: true
            font.underline: true
            wrapMode: Text.NoWrap
        }
    }
}
