// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Where it goes on with the visitor's own phone: the code to scan, and the same address to read and type.
Panel {
    id: card

    property var phone: null

    height: phone === null ? 0 : Math.max(code.height + 2 * code.y, words.height + 2 * words.y)

    QrCode {
        id: code

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(24)
        y: Theme.px(24)
        content: card.phone?.url ?? ""
    }

    Column {
        id: words

        anchors.left: code.right
        anchors.leftMargin: Theme.px(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(34)
        y: Theme.px(34)
        spacing: Theme.px(14)

        Icon {
            name: "smartphone"
            size: Theme.px(72)
        }

        Copy {
            width: parent.width
            sentence: card.phone === null ? null : Theme.sentence(card.phone.title)
            font.pixelSize: Theme.secondarySize
            font.bold: true
            lineHeight: 1.2
        }

        Copy {
            width: parent.width
            sentence: Theme.sentence(qsTr("Mit der Kamera scannen oder eintippen:"))
            font.pixelSize: Theme.hintSize
            lineHeight: 1.2
        }

        // An address is read from left to right in every language.
        Label {
            width: parent.width
            // It breaks where an address has its joints.
            text: (card.phone?.address ?? "").replace(/([/.-])/g, "$1\u200b")
            font.pixelSize: Theme.secondarySize
            font.bold: true
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignLeft
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: card.phone?.address ?? ""
        }
    }
}
