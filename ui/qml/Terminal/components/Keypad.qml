// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// 1-2-3 on top, in every language.
Grid {
    id: keypad

    property int keyHeight: Theme.px(156)

    signal typed(string action)

    columns: 3
    spacing: Theme.gridGap
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "backspace"]

        Item {
            id: place

            required property string modelData
            readonly property bool isDigit: modelData.length === 1

            width: Math.floor((keypad.width - 2 * keypad.spacing) / 3)
            height: keypad.keyHeight

            Loader {
                anchors.fill: parent
                active: place.modelData !== ""
                sourceComponent: KeypadKey {
                    name: place.isDigit ? place.modelData : qsTr("Letzte Ziffer löschen")
                    digit: place.isDigit ? place.modelData : ""
                    icon: place.isDigit ? "" : "backspace"
                    onChosen: keypad.typed(place.isDigit ? "digit:" + place.modelData : "backspace")
                }
            }
        }
    }
}
