// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// One service before a number is drawn: how long, what to bring, what it costs.
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin

    focusItem: heading
    onSerialChanged: blocks.part = 0

    Heading {
        id: heading

        x: Theme.margin
        y: page.paddingTop
        width: page.inner
        sentence: page.screen.heading ?? null
    }

    Pages {
        id: blocks

        x: Theme.margin
        y: heading.y + heading.height + Theme.px(20)
        width: page.inner
        spacing: Theme.px(26)
        available: page.height - y - Theme.px(24)
        touchTop: page.touchTop - y

        FactLine {
            width: parent.width
            height: (page.screen.wait?.text ?? "") === "" ? 0 : implicitHeight
            icon: "schedule"
            symbolInk: Theme.text
            symbolSize: Theme.px(56)
            gap: Theme.px(20)
            textSize: Theme.bodySize
            sentence: page.screen.wait ?? null
        }

        Panel {
            width: parent.width
            height: (page.screen.documents ?? []).length > 0 ? needed.height + 2 * Theme.px(34) : 0

            Column {
                id: needed

                x: Theme.px(38)
                y: Theme.px(32)
                width: parent.width - 2 * x
                spacing: Theme.px(20)

                Label {
                    width: parent.width
                    text: qsTr("Das brauchen Sie")
                    font.pixelSize: Theme.rowTitleSize
                    font.bold: true
                    Accessible.ignored: false
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                DocumentList {
                    width: parent.width
                    documents: page.screen.documents ?? []
                    textSize: Theme.bodySize
                }
            }
        }

        Panel {
            width: parent.width
            height: (page.screen.fees ?? []).length > 0 ? costs.height + 2 * Theme.px(34) : 0

            Column {
                id: costs

                x: Theme.px(38)
                y: Theme.px(32)
                width: parent.width - 2 * x
                spacing: Theme.px(14)

                Label {
                    width: parent.width
                    text: qsTr("Das kostet es")
                    font.pixelSize: Theme.rowTitleSize
                    font.bold: true
                    Accessible.ignored: false
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                Repeater {
                    model: page.screen.fees ?? []

                    Item {
                        id: fee

                        required property var modelData

                        // A sum stands beside what it is for; a sentence below it.
                        readonly property bool beside: amount.implicitWidth <= costs.width / 3

                        width: costs.width
                        height: beside ? Math.max(what.height, amount.height) : what.height + amount.height

                        Copy {
                            id: what

                            anchors.left: parent.left
                            width: fee.beside ? parent.width - amount.width - Theme.px(24) : parent.width
                            sentence: fee.modelData.title
                            lineHeight: 1.2
                        }

                        Copy {
                            id: amount

                            anchors.right: parent.right
                            y: fee.beside ? 0 : what.height
                            width: fee.beside ? implicitWidth : parent.width
                            sentence: fee.modelData.amount
                            font.bold: true
                            lineHeight: 1.2
                        }
                    }
                }
            }
        }

        Repeater {
            model: page.screen.special ?? []

            Panel {
                id: special

                required property var modelData

                width: blocks.width
                height: cases.height + 2 * Theme.px(34)

                Column {
                    id: cases

                    x: Theme.px(38)
                    y: Theme.px(32)
                    width: parent.width - 2 * x
                    spacing: Theme.px(20)

                    Label {
                        width: parent.width
                        text: qsTr("Manche brauchen auch")
                        font.pixelSize: Theme.rowTitleSize
                        font.bold: true
                        Accessible.ignored: false
                        Accessible.role: Accessible.StaticText
                        Accessible.name: text
                    }

                    DocumentList {
                        width: parent.width
                        documents: special.modelData
                        textSize: Theme.bodySize
                    }
                }
            }
        }

        Repeater {
            model: page.screen.notes ?? []

            FactLine {
                required property var modelData

                width: blocks.width
                icon: "info"
                symbolInk: Theme.muted
                symbolSize: Theme.px(52)
                gap: Theme.px(20)
                textSize: Theme.secondarySize
                sentence: modelData
            }
        }

        Repeater {
            model: page.screen.rows ?? []

            RowCard {
                required property var modelData

                width: blocks.width
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }
    }
}
