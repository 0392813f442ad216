// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A key of the keyboard on the screen. By keys, one is reached with Tab and the others from there with the arrows.
Pressable {
    id: key

    property string words: ""
    property string icon: ""
    property bool letter: true
    // In the strip: takes the place of the letter before the cursor.
    property bool offer: false
    property bool on: false
    readonly property bool filled: down || on
    readonly property color ink: filled ? Theme.touchInk : Theme.text

    signal moved(int across, int down)

    Keys.onLeftPressed: moved(-1, 0)
    Keys.onRightPressed: moved(1, 0)
    Keys.onUpPressed: moved(0, -1)
    Keys.onDownPressed: moved(0, 1)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: key.filled ? Theme.touch : key.letter || Theme.contrast ? Theme.card : Theme.pressedTint
        border.color: Theme.control
        border.width: Theme.contrast ? Theme.controlBorder : Theme.lineBorder
    }

    Label {
        anchors.centerIn: parent
        visible: key.icon === ""
        text: key.words
        color: key.ink
        font.pixelSize: key.words.length > 3 ? Theme.hintSize : Theme.letterSize
        font.bold: !key.letter
        wrapMode: Text.NoWrap
    }

    Icon {
        anchors.centerIn: parent
        visible: key.icon !== ""
        name: key.icon
        colour: key.ink
        size: Theme.px(56)
    }
}
