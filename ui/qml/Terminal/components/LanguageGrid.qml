// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// All languages on offer, by their own names. A language is found at the same place in every language.
Flow {
    id: grid

    property int columns: Theme.large ? 3 : 4
    readonly property int cellWidth: Math.floor((width - (columns - 1) * spacing) / columns)
    property int cellHeight: Theme.px(98)

    signal picked(string tag)

    spacing: Theme.px(12)
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Repeater {
        model: Session.bridge.languages

        Pressable {
            id: cell

            required property var modelData
            readonly property bool current: modelData.tag === Session.bridge.languageTag
            readonly property color ink: current ? Theme.tintInk : Theme.touch

            name: modelData.name
            // A name of two words takes two places.
            width: name.includes(" ") ? 2 * grid.cellWidth + grid.spacing : grid.cellWidth
            height: grid.cellHeight
            Accessible.checkable: true
            Accessible.checked: current
            onChosen: grid.picked(modelData.tag)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: cell.current ? Theme.chosenTint : cell.down ? Theme.pressedTint : Theme.card
                border.color: cell.current ? Theme.touch : Theme.control
                border.width: cell.current ? Theme.chosenBorder : Theme.controlBorder
            }

            Label {
                anchors.centerIn: parent
                text: cell.modelData.name
                color: cell.ink
                font.pixelSize: Theme.hintSize
                font.bold: true
                wrapMode: Text.NoWrap
            }
        }
    }
}
