// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Answers that are changed together. The link is as high as a button.
Panel {
    id: card

    property var answers: ({})
    readonly property var rows: answers.rows ?? []
    readonly property bool headed: (answers.title?.text ?? "") !== ""
    readonly property int labelWidth: Math.floor(0.36 * list.width)

    signal chosen(string action)

    implicitHeight: list.height + Theme.px(rows.length > 0 ? 44 : 16)

    Column {
        id: list

        x: Theme.px(34)
        y: Theme.px(card.headed ? 8 : 22)
        width: parent.width - 2 * x
        spacing: Theme.px(10)

        Item {
            width: parent.width
            height: card.headed ? Math.max(change.height, title.height) : 0
            visible: card.headed

            Copy {
                id: title

                anchors.left: parent.left
                anchors.right: change.left
                anchors.rightMargin: Theme.px(20)
                anchors.verticalCenter: parent.verticalCenter
                sentence: card.answers.title ?? null
                font.pixelSize: Theme.rowTitleSize
                font.bold: true
                lineHeight: 1.15
            }

            IconLink {
                id: change

                anchors.right: parent.right
                visible: card.headed
                name: card.answers.change?.name ?? ""
                icon: card.answers.change?.icon ?? ""
                topic: card.answers.title?.text ?? ""
                onChosen: card.chosen(card.answers.change.id)
            }
        }

        Rectangle {
            width: parent.width
            height: Theme.px(2)
            color: Theme.line
            visible: card.headed && card.rows.length > 0
        }

        Repeater {
            model: card.rows

            Flow {
                id: row

                required property var modelData

                width: list.width
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData.label.text + ": " + modelData.value.text

                Copy {
                    width: Theme.large ? row.width : card.labelWidth
                    sentence: row.modelData.label
                    color: Theme.muted
                    font.pixelSize: Theme.secondarySize
                    lineHeight: 1.2
                    Accessible.ignored: true
                }

                Copy {
                    width: Theme.large ? row.width : row.width - card.labelWidth
                    sentence: row.modelData.value
                    font.pixelSize: Theme.large ? Theme.px(50) : Theme.px(40)
                    font.bold: true
                    lineHeight: 1.2
                    Accessible.ignored: true
                }
            }
        }
    }
}
