// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A paragraph of a legal text. Under a translation stands the German, which counts.
Column {
    id: paragraph

    property var sentence: null
    property var german: null

    spacing: Theme.px(8)

    Copy {
        width: parent.width
        sentence: paragraph.sentence
        font.pixelSize: Theme.large ? Theme.px(50) : Theme.secondarySize
        lineHeight: Theme.mirrored ? 1.4 : 1.25
    }

    Copy {
        width: parent.width
        sentence: paragraph.german
        color: Theme.muted
        font.pixelSize: Theme.smallSize
        lineHeight: 1.2
        LayoutMirroring.enabled: false
        LayoutMirroring.childrenInherit: true
    }
}
