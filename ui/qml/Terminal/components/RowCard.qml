// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// A row that goes on at a tap: icon, title, a hint or facts, chevron. White, blue (filled) or yellow (human).
Pressable {
    id: card

    property var action: ({})
    readonly property bool filled: action.style === "filled"
    readonly property bool human: action.style === "human"
    readonly property var hint: action.hint ?? null
    readonly property var facts: action.facts ?? []
    readonly property bool detailed: (hint?.text ?? "") !== "" || facts.length > 0
    readonly property color ink: filled ? (Theme.touchInk) : human ? Theme.humanInk : Theme.text
    readonly property color symbolInk: filled ? Theme.touchInk : human ? Theme.humanInk : Theme.touch
    readonly property bool dense: facts.length > 0
    readonly property int padding: Theme.px(filled ? (Theme.large ? 30 : 46) : dense ? (Theme.large ? 12 : 18) : detailed ? (Theme.large ? 24 : 42) : 28)

    name: action.name ?? ""
    description: [hint?.text ?? "", ...Array.from(facts, fact => fact.text.text)].filter(text => text !== "").join(". ")
    property int leastHeight: Theme.px(filled ? 266 : 120)
    implicitHeight: Math.max(leastHeight, words.implicitHeight + 2 * padding)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: {
            if (card.filled)
                return card.down ? Theme.touchPressed : Theme.touch;
            if (card.human)
                return card.down ? Theme.humanPressed : Theme.human;
            return card.down ? Theme.pressedTint : Theme.card;
        }
        border.color: card.human ? Theme.humanInk : Theme.control
        border.width: card.filled || (card.human && Theme.contrast) ? 0 : Theme.controlBorder
    }

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(card.filled ? 42 : card.dense ? 34 : card.detailed ? 38 : 42)
        anchors.verticalCenter: parent.verticalCenter
        name: card.action.icon ?? ""
        colour: card.symbolInk
        size: Theme.px(card.filled ? 96 : card.dense ? 80 : card.detailed ? 84 : 60)
    }

    Column {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(card.filled ? 38 : card.detailed ? 34 : 36)
        anchors.right: chevron.left
        anchors.rightMargin: Theme.px(card.dense ? 4 : 16)
        anchors.verticalCenter: parent.verticalCenter
        spacing: card.dense ? 0 : Theme.px(2)

        Label {
            width: parent.width
            text: card.action.label ?? ""
            color: card.ink
            font.pixelSize: card.filled ? Theme.px(Theme.large ? 64 : 56) : card.detailed && !card.dense ? Theme.px(Theme.large ? 56 : 46) : Theme.rowTitleSize
            font.bold: true
        }

        Copy {
            width: parent.width
            sentence: card.hint
            color: card.ink
            font.pixelSize: card.filled ? Theme.px(Theme.large ? 48 : 40) : Theme.secondarySize
            lineHeight: card.filled ? 1.25 : 1.15
            Accessible.ignored: true
        }

        Repeater {
            model: card.facts

            FactLine {
                required property var modelData

                width: words.width
                icon: modelData.icon
                sentence: modelData.text
                ink: card.ink
                symbolInk: card.filled || card.human ? card.ink : Theme.muted
                spoken: false
            }
        }
    }

    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(card.filled ? 44 : card.dense ? 28 : 36)
        anchors.verticalCenter: parent.verticalCenter
        name: card.filled ? "arrow_forward" : "chevron_right"
        colour: card.symbolInk
        size: Theme.px(card.filled ? 64 : 60)
        directional: true
    }
}
