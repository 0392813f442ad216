// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A coloured box with an icon: info, success, warning, error or human.
Rectangle {
    id: note

    property string kind: "info"
    property string icon: ({
            "info": "info",
            "success": "check_circle-fill",
            "warning": "warning-fill",
            "error": "error-fill",
            "human": "support_agent-fill"
        })[kind]
    property var title: null
    property var sentence: null
    property string arrow: ""
    property int symbolSize: Theme.px(64)
    readonly property bool present: (title?.text ?? "") !== "" || (sentence?.text ?? "") !== ""
    readonly property color ink: kind === "human" ? Theme.humanInk : Theme.text
    readonly property color symbolInk: ({
            "info": Theme.info,
            "success": Theme.success,
            "warning": Theme.warning,
            "error": Theme.error,
            "human": Theme.humanInk
        })[kind]

    visible: present
    implicitHeight: present ? Math.max(symbol.height, words.implicitHeight) + 2 * Theme.px(26) : 0
    radius: Theme.radius
    color: ({
            "info": Theme.infoGround,
            "success": Theme.successGround,
            "warning": Theme.warningGround,
            "error": Theme.errorGround,
            "human": Theme.human
        })[kind]
    border.color: kind === "error" ? Theme.error : Theme.text
    border.width: kind === "error" ? Theme.px(Theme.contrast ? 8 : 4) : kind === "human" ? 0 : Theme.stateBorder

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(36)
        anchors.verticalCenter: parent.verticalCenter
        name: note.icon
        colour: note.symbolInk
        size: note.symbolSize
    }

    Column {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(36)
        anchors.right: pointer.visible ? pointer.left : parent.right
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter

        Copy {
            width: parent.width
            sentence: note.title
            color: note.ink
            font.pixelSize: Theme.px(Theme.large ? 56 : 46)
            font.bold: true
            lineHeight: 1.2
        }

        Copy {
            width: parent.width
            sentence: note.sentence
            color: note.ink
            lineHeight: 1.25
            balanced: true
        }
    }

    Icon {
        id: pointer

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(36)
        anchors.verticalCenter: parent.verticalCenter
        visible: note.arrow !== ""
        name: note.arrow
        colour: note.symbolInk
        size: Theme.px(84)
    }
}
