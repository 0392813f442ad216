// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import QtQuick.Window
import Terminal

// Somebody has been called. One tap goes on; the call can be taken back.
Page {
    id: help

    focusItem: heading
    readonly property bool coming: Session.bridge.screen.frame?.helpComing ?? false
    readonly property int overhang: Math.max(0, Math.round((Window.width - width) / 2))

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Rectangle {
        x: -help.overhang
        width: parent.width + 2 * help.overhang
        height: words.y + words.height + Theme.px(84)
        color: Theme.human
    }

    Icon {
        id: person

        x: Theme.mirrored ? parent.width - width - Theme.px(48) : Theme.px(48)
        y: Theme.px(96)
        name: "support_agent-fill"
        colour: Theme.humanInk
        size: Theme.px(200)
    }

    Column {
        id: words

        x: Theme.margin
        y: person.y + person.height + Theme.px(24)
        width: parent.width - 2 * Theme.margin
        spacing: Theme.px(16)

        Heading {
            id: heading

            width: parent.width
            color: Theme.humanInk
            font.pixelSize: Theme.px(Theme.large ? 112 : 98)
            sentence: Theme.sentence(help.coming ? qsTr("Jemand ist unterwegs.") : qsTr("Hilfe kommt."))
        }

        Copy {
            width: parent.width
            color: Theme.humanInk
            font.pixelSize: Theme.px(Theme.large ? 64 : 56)
            lineHeight: 1.25
            balanced: true
            sentence: Theme.sentence(help.coming ? qsTr("Ihr Ruf ist angekommen. Gleich ist jemand bei Ihnen.") : qsTr("Jemand kommt gleich zu Ihnen an dieses Gerät."))
        }
    }

    Column {
        x: Theme.margin + Theme.px(8)
        y: words.y + words.height + Theme.px(84 + 60)
        width: parent.width - 2 * Theme.margin - Theme.px(8)
        spacing: Theme.px(44)

        FactLine {
            width: parent.width
            icon: "edit_note"
            symbolSize: Theme.px(70)
            gap: Theme.px(32)
            textSize: Theme.leadSize
            sentence: Theme.sentence(qsTr("Sie können inzwischen weitermachen."))
        }

        FactLine {
            width: parent.width
            icon: "hourglass_empty"
            symbolSize: Theme.px(70)
            gap: Theme.px(32)
            textSize: Theme.leadSize
            sentence: Theme.sentence(qsTr("Wir lassen Ihre Seite so lange offen."))
        }
    }

    // Whoever comes is perhaps called to the machine. Quiet: visitors have no use for it.
    TextLink {
        x: Theme.mirrored ? Theme.margin : parent.width - width - Theme.margin
        anchors.bottom: bar.top
        anchors.bottomMargin: Theme.px(8)
        width: implicitWidth
        height: implicitHeight
        visible: Session.bridge.screen.frame?.canUnlock ?? false
        label: qsTr("Für Personal")
        textSize: Theme.secondarySize
        onChosen: help.chosen("staff")
    }

    ActionBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        countdown: false
        primary: ({
                "id": "help-continue",
                "label": qsTr("Weitermachen"),
                "icon": "arrow_forward"
            })
        link: ({
                "id": "help-withdraw",
                "label": qsTr("Doch keine Hilfe")
            })
        onChosen: action => help.chosen(action)
    }
}
