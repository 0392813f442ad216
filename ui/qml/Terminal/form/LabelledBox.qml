// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A text box with its label above it and a ring around the one that is being written in.
Item {
    id: labelled

    required property FormDesk desk
    property var input: ({})
    property alias box: box
    property alias digits: box.digits
    property alias hops: box.hops
    property string description: ""
    // Wide enough for what goes in and for its label.
    readonly property int leastWidth: Math.max(Math.ceil(label.implicitWidth) + Theme.px(6), Math.ceil((input.size ?? 0) * 0.64 * Theme.fieldSize) + 2 * Theme.px(28) + Theme.px(16))

    implicitHeight: box.y + box.height

    Label {
        id: label

        width: parent.width
        visible: text !== ""
        text: labelled.input.label ?? ""
        font.pixelSize: Theme.secondarySize
        font.bold: true
        wrapMode: Text.NoWrap
    }

    TextBox {
        id: box

        y: label.text !== "" ? label.implicitHeight + Theme.px(8) : 0
        width: parent.width
        height: naturalHeight
        desk: labelled.desk
        input: labelled.input
        description: labelled.description
    }

    Rectangle {
        anchors.fill: box
        anchors.margins: -Theme.px(9)
        color: "transparent"
        radius: Theme.radius + Theme.px(9)
        border.color: Theme.focus
        border.width: Theme.px(6)
        visible: box.current || box.activeFocus
    }
}
