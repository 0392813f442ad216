// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// A day: shortcuts, three boxes that hand on the focus, and the day read back in words. Never mirrored.
Column {
    id: part

    required property FormDesk desk
    property var field: ({})
    readonly property var inputs: field.inputs ?? []
    readonly property var shortcuts: field.shortcuts ?? []

    spacing: Theme.px(20)

    Row {
        id: row

        // What the words leave, shared evenly.
        readonly property real wanted: Array.from(children).reduce((sum, chip) => sum + chip.implicitWidth, 0)
        readonly property real spare: (width - wanted - (part.shortcuts.length - 1) * spacing) / Math.max(1, part.shortcuts.length)

        width: parent.width
        height: part.shortcuts.length > 0 ? Theme.px(100) : 0
        spacing: Theme.px(20)
        visible: part.shortcuts.length > 0

        Repeater {
            model: part.shortcuts.length

            Chip {
                required property int index

                width: Math.floor(implicitWidth + row.spare)
                height: row.height
                name: part.shortcuts[index]?.name ?? ""
                onChosen: part.desk.chosen(part.shortcuts[index].id)
            }
        }
    }

    Column {
        width: parent.width

        FieldHead {
            width: parent.width
            field: part.field
        }

        Row {
            id: days

            width: parent.width
            spacing: Theme.px(12)
            opacity: part.field.absent?.selected ?? false ? 0.5 : 1
            LayoutMirroring.enabled: false
            LayoutMirroring.childrenInherit: true

            Repeater {
                model: part.inputs.length

                Row {
                    id: entry

                    required property int index

                    spacing: days.spacing

                    LabelledBox {
                        id: one

                        width: Theme.px(entry.index === 2 ? 388 : 242)
                        desk: part.desk
                        input: part.inputs[entry.index] ?? ({})
                        digits: true
                        hops: true
                        description: part.field.error?.text ?? ""
                    }

                    Label {
                        anchors.bottom: parent.bottom
                        visible: entry.index < part.inputs.length - 1
                        width: Theme.px(32)
                        text: "."
                        font.pixelSize: Theme.keySize
                        font.bold: true
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }
        }
    }

    Note {
        width: parent.width
        height: implicitHeight
        kind: "success"
        title: part.field.readback ?? null
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
