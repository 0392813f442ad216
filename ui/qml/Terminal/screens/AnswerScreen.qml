// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// The terminal answers and offers what can be done.
Page {
    id: page

    readonly property string symbol: screen.icon ?? ""
    readonly property int inner: width - 2 * Theme.margin
    readonly property int limit: (assurance.present ? assurance.y : height) - Theme.px(24)
    // Too much to read above the first row and its button for more: then the reading turns pages with the rows.
    readonly property bool crowded: rows.natural + ((screen.rows ?? []).length > 0 ? Theme.px(Theme.large ? 340 : 300) : 0) > limit

    focusItem: heading
    onSerialChanged: rows.part = 0

    Icon {
        id: mark

        x: Theme.mirrored ? page.width - Theme.margin - width : Theme.margin
        y: heading.y + Math.round((Theme.headingSize * Theme.headingLine - height) / 2) + Theme.px(4)
        visible: page.symbol !== ""
        name: page.symbol
        colour: page.symbol.startsWith("check_circle") ? Theme.success : Theme.text
        size: Theme.px(88)
    }

    Heading {
        id: heading

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: mark.visible ? Theme.px(162) : Theme.margin
        anchors.rightMargin: Theme.margin
        y: page.paddingTop
        sentence: page.screen.heading ?? null
    }

    Column {
        id: body

        x: Theme.margin
        anchors.top: heading.bottom
        anchors.topMargin: Theme.px(16)
        width: page.inner
        spacing: Theme.px(18)
        opacity: page.crowded ? 0 : 1

        Repeater {
            model: page.screen.body ?? []

            Copy {
                required property var modelData

                Accessible.ignored: page.crowded
                width: body.width
                sentence: modelData
                font.pixelSize: Theme.leadSize
                lineHeight: Theme.mirrored ? 1.4 : 1.25
                balanced: true
            }
        }
    }

    Copy {
        id: question

        x: Theme.margin
        y: rows.y - height - Theme.px(20)
        width: page.inner
        visible: present && !page.crowded
        sentence: page.screen.question ?? null
        font.bold: true
    }

    Pages {
        id: rows

        readonly property int natural: body.y + body.height + (question.present ? Theme.px(Theme.large ? 40 : 64) + question.height + Theme.px(20) : Theme.px(56))

        x: Theme.margin
        y: page.crowded ? body.y : Math.max(natural, page.touchTop)
        width: page.inner
        spacing: Theme.px(26)
        available: page.limit - y
        touchTop: page.touchTop - y

        Repeater {
            model: page.crowded ? [...(page.screen.body ?? []), page.screen.question ?? null] : []

            Copy {
                required property var modelData

                width: rows.width
                sentence: modelData
                font.pixelSize: Theme.leadSize
                lineHeight: Theme.mirrored ? 1.4 : 1.25
            }
        }

        Repeater {
            model: page.screen.rows ?? []

            RowCard {
                required property var modelData

                width: rows.width
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }
    }

    FactLine {
        id: assurance

        readonly property bool present: (page.screen.assurance?.text ?? "") !== ""

        x: Theme.margin + Theme.px(4)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(56)
        width: page.inner - Theme.px(4)
        visible: present
        icon: "check_circle"
        symbolInk: Theme.success
        symbolSize: Theme.px(52)
        gap: Theme.px(20)
        textSize: Theme.secondarySize
        sentence: page.screen.assurance ?? null
    }
}
