// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// What the terminal knows about something, and what can be done now.
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
        spacing: Theme.px(22)
        available: actions.y - y - (actions.height > 0 ? Theme.px(22) : 0)
        touchTop: page.touchTop - y

        Note {
            width: parent.width
            height: (page.screen.note?.text ?? "") === "" ? 0 : implicitHeight
            kind: "info"
            sentence: page.screen.note ?? null
            symbolSize: Theme.px(52)
        }

        Repeater {
            model: [...Array.from(page.screen.body ?? []), ...Array.from(page.screen.steps ?? [])]

            Copy {
                required property var modelData

                width: blocks.width
                sentence: modelData
                lineHeight: Theme.mirrored ? 1.4 : 1.25
            }
        }

        PhoneLinkCard {
            width: parent.width
            phone: page.screen.phone ?? null
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
                    textSize: Theme.secondarySize
                }
            }
        }

        LinesCard {
            width: parent.width
            title: qsTr("Das kostet es")
            lines: page.screen.fees ?? []
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
                        textSize: Theme.secondarySize
                    }
                }
            }
        }

        Repeater {
            model: page.screen.blocks ?? []

            LinesCard {
                required property var modelData

                width: blocks.width
                title: modelData.title
                lines: modelData.lines
            }
        }

        FactLine {
            width: parent.width
            height: (page.screen.norm ?? "") === "" ? 0 : implicitHeight
            icon: "menu_book"
            ink: Theme.muted
            textSize: Theme.hintSize
            sentence: Theme.sentence(qsTr("Grundlage: %1").arg(page.screen.norm ?? ""))
        }
    }

    // What can be done stays in sight, whatever part of the page is shown.
    Column {
        id: actions

        x: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(24)
        width: page.inner
        spacing: Theme.px(14)

        Repeater {
            model: page.screen.rows ?? []

            RowCard {
                required property var modelData

                width: actions.width
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }
    }
}
