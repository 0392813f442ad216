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
    readonly property bool stacked: title.implicitWidth > list.width - change.width - Theme.px(20)

    // So many letters are a short answer, and so many a long label.
    readonly property int brief: 5
    readonly property int wordy: 26

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
            height: !card.headed ? 0 : card.stacked ? title.height + change.height + Theme.px(16) : Math.max(change.height, title.height)
            visible: card.headed

            Copy {
                id: title

                anchors.left: parent.left
                anchors.right: card.stacked ? parent.right : change.left
                anchors.rightMargin: Theme.px(20)
                y: card.stacked ? Theme.px(16) : Math.round((parent.height - height) / 2)
                sentence: card.answers.title ?? null
                font.pixelSize: Theme.rowTitleSize
                font.bold: true
                lineHeight: 1.15
            }

            IconLink {
                id: change

                anchors.right: parent.right
                anchors.bottom: parent.bottom
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
                // "Ja" needs little room, and what it says yes to is long.
                readonly property int labelWidth: Math.floor((modelData.value.text.length <= card.brief && modelData.label.text.length > card.wordy ? 0.8 : 0.44) * list.width)

                width: list.width
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData.label.text + ": " + modelData.value.text

                Copy {
                    width: Theme.large ? row.width : row.labelWidth - Theme.px(16)
                    sentence: row.modelData.label
                    color: Theme.muted
                    font.pixelSize: Theme.hintSize
                    lineHeight: 1.2
                    Accessible.ignored: true
                }

                Item {
                    width: Theme.large ? 0 : Theme.px(16)
                    height: 1
                }

                Copy {
                    width: Theme.large ? row.width : row.width - row.labelWidth
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
