// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Everything once more. "Ja, alles stimmt" comes when everything has been seen.
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin

    paddingTop: Theme.px(32)
    focusItem: heading
    hasMore: blocks.part + 1 < blocks.count
    hasLess: blocks.part > 0
    onSerialChanged: blocks.part = 0

    function more(): void {
        blocks.part += 1;
        heading.forceActiveFocus();
    }

    function less(): void {
        blocks.part -= 1;
        heading.forceActiveFocus();
    }

    Progress {
        id: progress

        x: Theme.margin
        y: page.paddingTop
        width: page.inner
        steps: page.screen.progress ?? null
    }

    Heading {
        id: heading

        x: Theme.margin
        anchors.top: progress.bottom
        anchors.topMargin: Theme.px(18)
        width: page.inner
        sentence: page.screen.heading ?? null
    }

    Pages {
        id: blocks

        x: Theme.margin
        y: Math.max(heading.y + heading.height + Theme.px(24), page.touchTop)
        width: page.inner
        available: page.height - y - Theme.px(18)
        touchTop: page.touchTop - y
        turnedElsewhere: true

        Repeater {
            model: page.screen.cards ?? []

            AnswerCard {
                required property var modelData

                width: blocks.width
                height: implicitHeight
                answers: modelData
                onChosen: action => page.chosen(action)
            }
        }

        Panel {
            width: parent.width
            height: (page.screen.documents ?? []).length > 0 ? needed.height + 2 * Theme.px(28) : 0

            Column {
                id: needed

                x: Theme.px(34)
                y: Theme.px(26)
                width: parent.width - 2 * x
                spacing: Theme.px(16)

                Label {
                    width: parent.width
                    text: qsTr("Das brauchen Sie am Schalter")
                    font.pixelSize: Theme.rowTitleSize
                    font.bold: true
                    Accessible.ignored: false
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                DocumentList {
                    width: parent.width
                    documents: page.screen.documents ?? []
                }
            }
        }

        FactLine {
            width: parent.width
            height: (page.screen.note?.text ?? "") === "" ? 0 : implicitHeight
            icon: "info"
            symbolInk: Theme.info
            symbolSize: Theme.px(52)
            gap: Theme.px(24)
            sentence: page.screen.note ?? null
        }
    }
}
