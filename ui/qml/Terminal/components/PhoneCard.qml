// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A code for the phone: with the status link, beside a slip that is being printed, or with a paper.
Panel {
    id: card

    property string link: ""
    property string heading: qsTr("Auf dem Handy")
    property string hint: qsTr("Hier sehen Sie, wann Sie dran sind.")
    readonly property bool present: link !== ""
    // Alone on its line: room for a sentence.
    property bool wide: false
    readonly property int wanted: present ? code.y + code.height + Theme.px(Theme.contrast ? 18 : 2) : 0

    visible: present

    Label {
        id: title

        x: Theme.px(34)
        y: Theme.px(26)
        // Over the white margin of the code.
        z: 1
        width: parent.width - 2 * x
        text: card.heading
        font.pixelSize: Theme.rowTitleSize
        font.bold: true
        Accessible.ignored: false
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    QrCode {
        id: code

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(34) - (Theme.contrast ? 0 : quiet)
        y: title.y + title.height + (Theme.contrast ? Theme.px(6) : Theme.px(22) - quiet)
        content: card.link
    }

    Copy {
        anchors.left: code.right
        anchors.leftMargin: Theme.px(36)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(34)
        y: code.y + code.quiet
        sentence: card.wide ? Theme.sentence(card.hint) : null
        balanced: true
    }

    Icon {
        anchors.left: code.right
        anchors.leftMargin: Theme.px(20) - (Theme.contrast ? 0 : Theme.px(12))
        y: code.y + code.height - code.quiet - height
        visible: card.wide || !Theme.contrast
        name: "smartphone"
        size: Theme.px(96)
    }
}
