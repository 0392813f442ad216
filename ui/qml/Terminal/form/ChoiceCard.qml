// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// An answer to choose: ring or box, title, hint, picture. Choosing does not go on by itself.
Pressable {
    id: card

    property var option: null
    // Any number of them can be on.
    property bool box: false
    property bool dense: false
    // A whole sentence, not a title.
    property bool sentence: false
    readonly property bool on: option?.selected ?? false
    readonly property bool inverted: on && Theme.contrast && !down
    readonly property color ink: inverted ? Theme.tintInk : Theme.text

    name: option?.name ?? ""
    description: option?.hint?.text ?? ""
    role: box ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onToggleAction: card.chosen()
    implicitHeight: Math.max(Theme.px(dense ? 108 : 132), words.implicitHeight + 2 * Theme.px(dense ? 18 : 30))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: card.down ? Theme.pressedTint : card.on ? Theme.tint : Theme.card
        border.color: card.on ? Theme.touch : Theme.control
        border.width: card.on ? Theme.chosenBorder : Theme.controlBorder
    }

    Rectangle {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(38)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(72)
        height: width
        radius: card.box ? Theme.radius : width / 2
        color: card.inverted ? Theme.tintInk : card.on ? Theme.touch : Theme.card
        border.color: card.inverted ? Theme.tintInk : Theme.control
        border.width: card.on ? 0 : Theme.px(5)

        Icon {
            anchors.centerIn: parent
            visible: card.on
            name: "check"
            colour: card.inverted ? Theme.tint : Theme.touchInk
            size: Theme.px(52)
        }
    }

    Column {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Theme.px(36)
        anchors.right: picture.name !== "" ? picture.left : parent.right
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(4)

        Label {
            width: parent.width
            text: card.option?.label ?? ""
            color: card.ink
            font.pixelSize: card.sentence ? Theme.bodySize : card.dense ? Theme.rowTitleSize : Theme.px(Theme.large ? 56 : 46)
            font.bold: !card.sentence
        }

        Copy {
            width: parent.width
            sentence: card.option?.hint ?? null
            color: card.inverted ? Theme.tintInk : Theme.muted
            font.pixelSize: Theme.secondarySize
            lineHeight: 1.2
            Accessible.ignored: true
        }
    }

    Icon {
        id: picture

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(38)
        anchors.verticalCenter: parent.verticalCenter
        visible: name !== ""
        name: card.option?.icon ?? ""
        colour: card.inverted ? Theme.tintInk : card.on ? Theme.touch : Theme.muted
        size: Theme.px(card.dense ? 60 : 76)
    }
}
