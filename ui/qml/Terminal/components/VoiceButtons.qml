// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// How the voice speaks. Each press is heard at once.
Grid {
    id: buttons

    signal chosen(string action)

    columns: Theme.large ? 1 : 2
    spacing: Theme.px(14)

    Repeater {
        model: [
            {
                "wish": "voice:quieter",
                "icon": "remove",
                "words": qsTr("Leiser")
            },
            {
                "wish": "voice:louder",
                "icon": "add",
                "words": qsTr("Lauter")
            },
            {
                "wish": "voice:slower",
                "icon": "arrow_downward",
                "words": qsTr("Langsamer")
            },
            {
                "wish": "voice:faster",
                "icon": "arrow_upward",
                "words": qsTr("Schneller")
            }
        ]

        ToolButton {
            required property var modelData

            width: Math.floor((buttons.width - (buttons.columns - 1) * buttons.spacing) / buttons.columns)
            label: modelData.words
            icon: modelData.icon
            onChosen: buttons.chosen(modelData.wish)
        }
    }
}
