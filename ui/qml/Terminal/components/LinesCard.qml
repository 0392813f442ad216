// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Lines of a title at the start and a value at the end, under a common title. A value that is too long goes below.
Panel {
    id: card

    property string title: ""
    property var lines: []

    height: lines.length > 0 ? column.height + 2 * Theme.px(34) : 0

    Column {
        id: column

        x: Theme.px(38)
        y: Theme.px(32)
        width: parent.width - 2 * x
        spacing: Theme.px(14)

        Label {
            width: parent.width
            text: card.title
            font.pixelSize: Theme.rowTitleSize
            font.bold: true
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Repeater {
            model: card.lines

            Item {
                id: line

                required property var modelData
                readonly property bool together: measure.advanceWidth + Theme.px(24) < column.width * 0.62

                width: column.width
                height: together ? Math.max(what.height, value.height) : what.height + value.height

                // As wide as the value wants to be.
                TextMetrics {
                    id: measure

                    text: line.modelData.value.text
                    font.family: value.font.family
                    font.pixelSize: Theme.secondarySize
                    font.bold: true
                }

                Copy {
                    id: what

                    anchors.left: parent.left
                    width: line.together ? column.width - value.width - Theme.px(24) : column.width
                    sentence: line.modelData.title
                    font.pixelSize: Theme.secondarySize
                    lineHeight: 1.2
                }

                Copy {
                    id: value

                    anchors.right: line.together ? parent.right : undefined
                    anchors.left: line.together ? undefined : parent.left
                    y: line.together ? 0 : what.height
                    width: line.together ? Math.ceil(measure.advanceWidth) + Theme.px(4) : column.width
                    sentence: line.modelData.value
                    font.pixelSize: Theme.secondarySize
                    font.bold: line.together
                    lineHeight: 1.2
                }
            }
        }
    }
}
