// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// "Bitte bereithalten": what the desk will ask for.
Panel {
    id: card

    property var documents: []
    readonly property bool present: documents.length > 0
    readonly property int wanted: present ? words.height + 2 * Theme.px(30) : 0

    visible: present

    Column {
        id: words

        x: Theme.px(34)
        y: Theme.px(26)
        width: parent.width - 2 * x
        spacing: Theme.px(18)

        Label {
            width: parent.width
            text: qsTr("Bitte bereithalten")
            font.pixelSize: Theme.rowTitleSize
            font.bold: true
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        DocumentList {
            width: parent.width
            documents: card.documents
        }
    }
}
