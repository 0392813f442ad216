// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// One match of a search: a tap takes it.
Pressable {
    id: row

    property var option: null
    readonly property string more: option?.hint?.text ?? ""

    name: option?.name ?? ""
    description: more

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.down ? Theme.pressedTint : Theme.card
        border.color: Theme.control
        border.width: Theme.controlBorder
    }

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(30)
        anchors.right: plus.left
        anchors.rightMargin: Theme.px(16)
        anchors.verticalCenter: parent.verticalCenter
        spacing: -Theme.px(Theme.mirrored ? 18 : 8)

        Label {
            width: parent.width
            text: row.option?.label ?? ""
            font.pixelSize: Theme.px(Theme.large ? 52 : Theme.mirrored ? 36 : 40)
            font.bold: true
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }

        Label {
            width: parent.width
            visible: row.more !== "" && row.more !== row.option?.label && !Theme.large
            text: row.more
            color: Theme.muted
            font.pixelSize: Theme.smallSize
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }

    Icon {
        id: plus

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(30)
        anchors.verticalCenter: parent.verticalCenter
        name: "add"
        colour: Theme.touch
        size: Theme.px(52)
    }
}
