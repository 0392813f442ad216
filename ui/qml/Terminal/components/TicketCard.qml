// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// The number as large as it goes, and under it where to wait and how long.
Panel {
    id: card

    property string number: ""
    property var place: null
    property var placeDetail: null
    property var wait: null

    implicitHeight: Theme.px(414) + facts.height
    height: implicitHeight

    Label {
        id: caption

        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.mirrored ? 0 : Theme.px(20)
        text: qsTr("Wir rufen diese Nummer auf:")
        color: Theme.muted
        font.pixelSize: Theme.large ? Theme.px(52) : Theme.bodySize
        Accessible.ignored: false
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.top
        anchors.verticalCenterOffset: Theme.px(240)
        text: card.number
        font.pixelSize: Theme.numberSize
        font.bold: true
        wrapMode: Text.NoWrap
        Accessible.ignored: false
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Rectangle {
        y: Theme.px(412)
        width: parent.width
        height: card.border.width
        color: card.border.color
    }

    Item {
        id: facts

        readonly property int split: Math.round(width * (0.54))

        y: Theme.px(414)
        width: parent.width
        height: Math.max(where.height, howLong.height) + Theme.px(Theme.large ? 36 : 48)

        Rectangle {
            x: Theme.mirrored ? facts.width - facts.split : facts.split
            width: card.border.width
            height: parent.height
            color: card.border.color
        }

        TicketFact {
            id: where

            anchors.left: parent.left
            anchors.leftMargin: Theme.px(34)
            anchors.verticalCenter: parent.verticalCenter
            width: facts.split - Theme.px(44)
            icon: "chair"
            caption: qsTr("Warten Sie hier")
            sentence: card.place
            detail: card.placeDetail
        }

        TicketFact {
            id: howLong

            anchors.left: parent.left
            anchors.leftMargin: facts.split + Theme.px(34)
            anchors.verticalCenter: parent.verticalCenter
            width: facts.width - facts.split - Theme.px(44)
            icon: "schedule"
            caption: /\d/.test(card.wait?.text ?? "") ? qsTr("Wartezeit etwa") : qsTr("Wartezeit")
            sentence: card.wait
        }
    }
}
