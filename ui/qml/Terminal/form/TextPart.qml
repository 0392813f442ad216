// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// A field of one or more text boxes in a row. Under them what the field offers: the places of a postcode, "I have no such name".
Column {
    id: part

    required property FormDesk desk
    property var field: ({})
    readonly property var inputs: field.inputs ?? []
    readonly property bool absent: field.absent?.selected ?? false

    spacing: Theme.px(16)

    Column {
        width: parent.width

        FieldHead {
            id: head

            width: parent.width
            field: part.field
        }

        Row {
            id: row

            readonly property real taken: Array.from(children).filter(box => box instanceof LabelledBox && !box.rest).reduce((sum, box) => sum + box.width + spacing, 0)

            width: parent.width
            spacing: Theme.px(24)
            opacity: part.absent ? 0.5 : 1

            Repeater {
                model: part.inputs.length

                LabelledBox {
                    required property int index
                    // The one long box of a row takes what the short ones leave.
                    readonly property bool rest: (input.size ?? 0) > 10 || part.inputs.length === 1

                    width: rest ? row.width - row.taken : leastWidth
                    desk: part.desk
                    input: part.inputs[index] ?? ({})
                    description: [part.field.error?.text ?? "", part.field.hint?.text ?? ""].filter(text => text !== "").join(". ")
                }
            }
        }
    }

    Flow {
        width: parent.width
        spacing: Theme.px(14)
        visible: offers.count > 0

        Repeater {
            id: offers

            model: (part.field.options ?? []).length

            Chip {
                required property int index
                readonly property var option: part.field.options?.[index] ?? null

                name: option?.name ?? ""
                on: option?.selected ?? false
                icon: on ? "check" : ""
                onChosen: part.desk.chosen(option.action)
            }
        }
    }

    ChoiceCard {
        width: parent.width
        height: option !== null ? implicitHeight : 0
        visible: option !== null
        option: part.field.absent ?? null
        box: true
        dense: true
        onChosen: part.desk.chosen(option.action)
    }
}
