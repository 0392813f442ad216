// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// For staff: how everything stands, and what can be done. The only dense page.
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin
    readonly property var actions: screen.rows ?? []

    focusItem: summary
    onSerialChanged: blocks.part = 0

    Pages {
        id: blocks

        x: Theme.margin
        y: Theme.lower ? page.touchTop : Theme.px(28)
        width: page.inner
        spacing: Theme.px(14)
        available: page.height - y - Theme.px(20)

        Note {
            id: summary

            width: blocks.width
            height: implicitHeight
            kind: ({
                    "good": "success",
                    "attention": "warning",
                    "fault": "error"
                })[page.screen.condition] ?? "info"
            title: page.screen.heading ?? null
            sentence: page.screen.lead ?? null
            symbolSize: Theme.px(56)
            activeFocusOnTab: false
            Accessible.role: Accessible.Heading
            Accessible.name: title?.text ?? ""
        }

        Repeater {
            model: page.screen.devices ?? []

            DeviceRow {
                required property var modelData

                width: blocks.width
                device: modelData
            }
        }

        Repeater {
            model: Math.ceil(page.actions.length / 2)

            Row {
                id: pair

                required property int index

                width: blocks.width
                spacing: Theme.px(18)

                Repeater {
                    model: page.actions.slice(2 * pair.index, 2 * pair.index + 2)

                    ToolButton {
                        required property var modelData

                        width: Math.floor((pair.width - pair.spacing) / 2)
                        label: modelData.label
                        icon: modelData.icon
                        onChosen: page.chosen(modelData.id)
                    }
                }
            }
        }
    }
}
