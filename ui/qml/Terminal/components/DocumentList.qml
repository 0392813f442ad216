// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// What to have ready: a line a document, and for whom it is needed where that is not everybody.
Column {
    id: list

    property var documents: []
    property int textSize: Theme.secondarySize

    spacing: Theme.px(14)

    Repeater {
        model: list.documents

        Column {
            id: entry

            required property var modelData

            width: list.width

            FactLine {
                width: parent.width
                icon: entry.modelData.icon
                sentence: entry.modelData.title
                textSize: list.textSize
                symbolInk: Theme.text
                gap: Theme.px(24)
                symbolSize: Theme.px(48)
            }

            Copy {
                x: Theme.mirrored ? 0 : Theme.px(72)
                width: parent.width - Theme.px(72)
                sentence: entry.modelData.when
                font.pixelSize: Theme.large ? Theme.smallSize : Theme.px(36)
                color: Theme.muted
                lineHeight: 1.15
            }
        }
    }
}
