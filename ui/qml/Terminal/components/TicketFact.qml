// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Icon, what it is about, and the fact in bold.
Item {
    id: fact

    property string icon: ""
    property string caption: ""
    property var sentence: null
    property var detail: null

    height: words.height

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        name: fact.icon
        size: Theme.px(Theme.large ? 64 : 80)
    }

    Column {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(Theme.large ? 16 : 24)
        anchors.right: parent.right

        Label {
            width: parent.width
            text: fact.caption
            color: Theme.muted
            font.pixelSize: Theme.large ? Theme.smallSize : Theme.px(36)
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Copy {
            width: parent.width
            sentence: fact.sentence
            font.pixelSize: Theme.px(Theme.large ? 52 : 46)
            font.bold: true
            lineHeight: 1.2
        }

        Copy {
            width: parent.width
            height: (fact.detail?.text ?? "") === "" ? 0 : implicitHeight
            sentence: fact.detail
            font.pixelSize: Theme.px(Theme.large ? 46 : 40)
            lineHeight: 1.2
        }
    }
}
