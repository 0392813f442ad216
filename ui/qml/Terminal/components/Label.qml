// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Plain words that are part of something else, which has the accessible name.
Text {
    // Line distance of two and more lines, in natural lines. Not a binding: it would depend on what it changes.
    property real tight: 0.86

    onLineCountChanged: lineHeight = lineCount > 1 ? tight : 1
    color: Theme.text
    font.pixelSize: Theme.bodySize
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    horizontalAlignment: Text.AlignLeft
    Accessible.ignored: true
}
