// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A setting with the word An or Aus.
Pressable {
    id: row

    property string label: ""
    property string hint: ""
    property string icon: ""
    property bool on: false
    readonly property string stateWord: on ? qsTr("An") : qsTr("Aus")

    name: label
    description: [stateWord, hint].filter(text => text !== "").join(". ")
    role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onToggleAction: row.chosen()
    implicitHeight: Math.max(Theme.px(152), words.implicitHeight + 2 * Theme.px(22))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.down ? Theme.pressedTint : Theme.card
        border.color: row.on ? Theme.touch : Theme.control
        border.width: row.on ? Theme.chosenBorder : Theme.controlBorder
    }

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(38)
        anchors.verticalCenter: parent.verticalCenter
        name: row.icon
        colour: Theme.touch
        size: Theme.px(84)
    }

    Column {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(34)
        anchors.right: box.left
        anchors.rightMargin: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            text: row.label
            font.pixelSize: Theme.px(Theme.large ? 56 : 46)
            font.bold: true
        }

        Label {
            width: parent.width
            text: row.hint
            visible: text !== ""
            color: Theme.muted
            font.pixelSize: Theme.secondarySize
        }
    }

    Rectangle {
        id: box

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(39)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.px(168), word.implicitWidth + 2 * Theme.px(28))
        height: Theme.px(96)
        radius: Theme.radius
        color: row.on ? Theme.touch : Theme.card
        border.color: Theme.control
        border.width: row.on ? 0 : Theme.controlBorder

        Row {
            id: word

            anchors.centerIn: parent
            spacing: Theme.px(16)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: row.on
                name: "check"
                colour: Theme.touchInk
                size: Theme.px(44)
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: row.stateWord
                color: row.on ? Theme.touchInk : Theme.text
                font.pixelSize: Theme.rowTitleSize
                font.bold: true
                wrapMode: Text.NoWrap
            }
        }
    }
}
