// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// The filled button, or with filled: false the outlined one.
Pressable {
    id: button

    property string label: ""
    property string icon: ""
    property bool iconFirst: false
    property bool filled: true
    property int textSize: Theme.buttonSize
    readonly property color ink: filled ? Theme.touchInk : (down && Theme.contrast ? Theme.text : Theme.touch)

    name: label
    implicitWidth: Math.max(Theme.px(420), content.implicitWidth + 2 * Theme.px(44))
    implicitHeight: Theme.px(116)

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: button.down ? Theme.px(2) : 0
        anchors.bottomMargin: button.down ? -Theme.px(2) : 0
        radius: Theme.radius
        color: {
            if (button.filled)
                return button.down ? Theme.touchPressed : Theme.touch;
            return button.down ? Theme.pressedTint : Theme.card;
        }
        border.color: Theme.touch
        border.width: button.filled ? 0 : Theme.secondaryBorder

        Row {
            id: content

            anchors.centerIn: parent
            spacing: Theme.px(28)
            layoutDirection: button.iconFirst ? Qt.RightToLeft : Qt.LeftToRight

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: button.label
                color: button.ink
                font.pixelSize: button.textSize
                font.bold: true
                wrapMode: Text.NoWrap
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.icon !== ""
                name: button.icon
                colour: button.ink
                size: Theme.px(button.iconFirst ? 72 : 52)
                directional: button.icon.startsWith("arrow_")
            }
        }
    }
}
