// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// One box a digit, in groups; the next one is marked. Digits never mirror.
Row {
    id: boxes

    property var groups: []
    property string entered: ""
    property bool wrong: false

    spacing: Theme.px(56)
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.StaticText
    Accessible.name: entered === "" ? qsTr("Noch keine Ziffer eingetippt") : qsTr("Eingetippt: %1").arg(Array.from(entered).join(" "))

    Repeater {
        model: boxes.groups

        Row {
            id: group

            required property int modelData
            required property int index
            readonly property int start: Array.from(boxes.groups).slice(0, index).reduce((sum, length) => sum + length, 0)

            spacing: Theme.px(16)

            Repeater {
                model: group.modelData

                Rectangle {
                    id: box

                    required property int index
                    readonly property int place: group.start + index
                    readonly property bool next: place === boxes.entered.length

                    width: Theme.px(120)
                    height: Theme.px(160)
                    radius: Theme.radius
                    color: Theme.card
                    border.color: boxes.wrong ? Theme.error : Theme.control
                    border.width: boxes.wrong ? Theme.errorBorder : Theme.controlBorder

                    Rectangle {
                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.bottom: parent.bottom
                        height: Theme.px(8)
                        radius: Theme.px(4)
                        color: boxes.wrong ? Theme.error : Theme.text
                    }

                    Label {
                        anchors.centerIn: parent
                        text: boxes.entered.charAt(box.place)
                        font.pixelSize: Theme.px(96)
                        font.bold: true
                        wrapMode: Text.NoWrap
                    }

                    Rectangle {
                        anchors.centerIn: parent
                        width: Theme.px(5)
                        height: Theme.px(96)
                        color: Theme.touch
                        visible: box.next
                    }

                    Rectangle {
                        anchors.fill: parent
                        anchors.margins: -Theme.px(10)
                        color: "transparent"
                        radius: Theme.px(18)
                        border.color: Theme.focus
                        border.width: Theme.px(6)
                        visible: box.next
                    }
                }
            }
        }
    }
}
