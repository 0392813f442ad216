// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Underlined words in the action bar; the whole height of a button reacts.
Pressable {
    id: link

    property string label: ""
    property int textSize: Theme.rowTitleSize
    property color ink: Theme.touch
    property bool heavy: true
    readonly property int wordsHeight: words.implicitHeight

    name: label
    implicitWidth: words.implicitWidth
    implicitHeight: Theme.px(116)

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: -Theme.px(16)
        anchors.rightMargin: -Theme.px(16)
        radius: Theme.radius
        color: Theme.pressedTint
        visible: link.down
    }

    Label {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: link.label
        color: link.ink
        font.pixelSize: link.textSize
        font.bold: link.heavy
        font.underline: true
    }
}
