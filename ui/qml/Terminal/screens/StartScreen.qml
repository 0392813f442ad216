// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Two big choices, rows, and the languages. Large text and lower reach leave the languages to their button.
Page {
    id: page

    readonly property bool roomy: !Theme.large && !Theme.lower
    readonly property int gap: Theme.px(Theme.lower ? 18 : Theme.large ? 24 : 20)

    onSerialChanged: choices.part = 0

    Note {
        id: note

        x: Theme.margin
        y: Theme.px(24)
        width: parent.width - 2 * Theme.margin
        kind: "info"
        icon: "schedule"
        sentence: page.screen.notice ?? null
    }

    Pages {
        id: choices

        x: Theme.margin
        y: Math.max(note.present ? note.y + note.height + page.gap : Theme.px(24), page.touchTop)
        width: parent.width - 2 * Theme.margin
        spacing: page.gap
        available: page.height - y - Theme.px(20)

        Row {
            id: tiles

            width: parent.width
            spacing: Theme.px(24)

            Repeater {
                model: page.screen.tiles ?? []

                BigTile {
                    required property var modelData

                    width: Math.floor((tiles.width - tiles.spacing) / 2)
                    height: Theme.px(Theme.large ? (Theme.lower ? 380 : 420) : 330)
                    action: modelData
                    onChosen: page.chosen(modelData.id)
                }
            }
        }

        Repeater {
            model: page.screen.rows ?? []

            RowCard {
                required property var modelData

                width: choices.width
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }
    }

    Column {
        x: Theme.margin
        y: choices.y + choices.implicitHeight + Theme.px(24)
        width: parent.width - 2 * Theme.margin
        spacing: Theme.px(12)
        visible: page.roomy && y + height <= page.height

        FactLine {
            id: caption

            width: parent.width
            // Fixed: letters of another font, loaded after the first frame, must not move the languages.
            height: Theme.px(56)
            icon: "language"
            sentence: Theme.sentence("Sprache · Language · Dil · Мова · \u0627\u0644\u0644\u063a\u0629")
            ink: Theme.muted
            textSize: Theme.hintSize
        }

        LanguageGrid {
            width: parent.width
            onPicked: tag => page.chosen("language:" + tag)
        }
    }
}
