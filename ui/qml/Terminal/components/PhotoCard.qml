// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// No slip will come: the code to photograph, and the calm words beside it.
Panel {
    id: card

    property string link: ""
    property string number: ""
    property var title: null
    property var detail: null

    implicitHeight: Math.max(code.content === "" ? 0 : code.height, words.height + 2 * Theme.px(30))
    border.color: Theme.text
    border.width: Theme.px(6)

    QrCode {
        id: code

        anchors.left: parent.left
        anchors.leftMargin: Theme.contrast ? Theme.px(30) : Theme.px(44) - quiet
        anchors.verticalCenter: parent.verticalCenter
        content: card.link
        module: Math.max(1, Theme.px(Theme.contrast ? 8 : 9))
    }

    Column {
        id: words

        anchors.left: code.right
        anchors.leftMargin: Theme.px(Theme.contrast ? 24 : 8)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(30)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(14)

        FactLine {
            width: parent.width
            icon: "photo_camera"
            sentence: card.title
            textSize: Theme.px(Theme.large ? 50 : 46)
            symbolSize: Theme.px(68)
            symbolInk: Theme.text
            bold: true
        }

        Copy {
            width: parent.width
            sentence: card.detail
            font.pixelSize: Theme.large ? Theme.secondarySize : Theme.bodySize
            lineHeight: 1.25
            balanced: true
        }

        Copy {
            width: parent.width
            font.pixelSize: Theme.large ? Theme.secondarySize : Theme.bodySize
            sentence: Theme.sentence(qsTr("Kein Handy? Merken Sie sich **%1**.").arg(card.number.replace(" ", "\u00a0")))
            lineHeight: 1.25
            balanced: true
        }
    }
}
