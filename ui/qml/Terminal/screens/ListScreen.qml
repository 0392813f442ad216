// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Rows to choose from.
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin
    readonly property bool explained: (screen.legend ?? []).length > 0

    focusItem: heading
    onSerialChanged: rows.part = 0

    Heading {
        id: heading

        x: Theme.margin
        y: page.paddingTop
        width: page.inner
        sentence: page.screen.heading ?? null
    }

    Copy {
        id: lead

        x: Theme.margin
        anchors.top: heading.bottom
        anchors.topMargin: present ? Theme.px(14) : 0
        width: page.inner
        sentence: page.screen.lead ?? null
    }

    Flow {
        id: legend

        x: Theme.margin
        anchors.top: lead.bottom
        anchors.topMargin: page.explained ? Theme.px(14) : 0
        width: page.inner
        spacing: Theme.px(56)

        Repeater {
            model: page.screen.legend ?? []

            FactLine {
                required property var modelData

                width: Math.min(naturalWidth, legend.width)
                icon: modelData.icon
                sentence: modelData.text
                ink: Theme.muted
            }
        }
    }

    Pages {
        id: rows

        x: Theme.margin
        y: Math.max(legend.y + (page.explained ? legend.height : 0) + Theme.px(28), page.touchTop)
        width: page.inner
        available: page.height - y - Theme.px(24)

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
}
