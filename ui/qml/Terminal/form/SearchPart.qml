// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Something from a long list: what has been taken, a box to search with, and what matches.
Column {
    id: part

    required property FormDesk desk
    property var field: ({})
    // Height for all of it; more matches than fit are found by typing on.
    property int room: 0
    readonly property var inputs: field.inputs ?? []
    readonly property var matches: field.options ?? []
    readonly property var taken: field.taken ?? []
    readonly property int rowHeight: Theme.px(Theme.large ? 104 : 96)
    readonly property int rowGap: Theme.px(10)
    readonly property int fitting: Math.max(1, Math.floor((room - list.y + rowGap) / (rowHeight + rowGap)))

    spacing: Theme.px(16)

    FieldHead {
        width: parent.width
        visible: present
        field: part.field
    }

    Flow {
        width: parent.width
        spacing: Theme.px(14)
        visible: chosen.count > 0

        Repeater {
            id: chosen

            model: part.taken.length

            Chip {
                required property int index
                readonly property var option: part.taken[index] ?? null

                name: option?.name ?? ""
                description: qsTr("Gewählt. Antippen entfernt es wieder.")
                on: true
                icon: "close"
                onChosen: part.desk.chosen(option.action)
            }
        }
    }

    LabelledBox {
        width: parent.width
        visible: part.matches.length > 0 || part.taken.length === 0 || desk.current === box || box.text !== ""
        desk: part.desk
        // The heading says what for; its label would take the room of a match.
        input: Object.assign({}, part.inputs[0], {
            "label": ""
        })
        description: part.field.error?.text ?? ""
    }

    Column {
        id: list

        width: parent.width
        spacing: part.rowGap

        Repeater {
            model: Math.min(part.matches.length, part.fitting)

            MatchRow {
                required property int index

                width: list.width
                height: part.rowHeight
                option: part.matches[index] ?? null
                onChosen: part.desk.chosen(option.action)
            }
        }
    }
}
