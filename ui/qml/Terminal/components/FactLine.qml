// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A small icon and what it means.
Item {
    id: fact

    property string icon: ""
    property var sentence: null
    property color ink: Theme.text
    property color symbolInk: Theme.muted
    property int textSize: Theme.secondarySize
    property int symbolSize: Theme.px(44)
    property int gap: Theme.px(18)
    property bool spoken: true
    property bool bold: false
    // The width the line would like to have on one line.
    readonly property int naturalWidth: symbol.width + gap + Math.ceil(words.implicitWidth)

    implicitHeight: Math.max(symbol.height, words.height) + Theme.px(6)
    implicitWidth: naturalWidth

    Icon {
        id: symbol

        anchors.left: parent.left
        y: Math.max(0, Math.round(words.lineCount > 1 ? words.y + (firstLine.height - height) / 2 : (fact.height - height) / 2))
        name: fact.icon
        colour: fact.symbolInk
        size: fact.symbolSize
    }

    FontMetrics {
        id: firstLine

        font.pixelSize: fact.textSize
    }

    Copy {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: fact.gap
        anchors.right: parent.right
        y: lineCount > 1 ? 0 : Math.round((parent.height - height) / 2)
        sentence: fact.sentence
        color: fact.ink
        font.pixelSize: fact.textSize
        font.bold: fact.bold
        lineHeight: 1.15
        balanced: true
        Accessible.ignored: !fact.spoken || !present
    }
}
