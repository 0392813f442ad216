// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A device: icon, name, one fact, and how it is as word and sign.
Panel {
    id: row

    property var device: ({})
    readonly property string condition: device.condition ?? "absent"
    readonly property color ink: ({
            "good": Theme.success,
            "attention": Theme.warning,
            "fault": Theme.error
        })[condition] ?? Theme.muted

    // What does not fit beside the badge goes under it, over the whole width.
    readonly property int inset: Theme.px(30 + 56 + 30)
    readonly property int beside: width - inset - badge.width - Theme.px(24 + 20)
    readonly property bool under: detail.implicitWidth > beside
    readonly property int line: Math.max(title.height, badge.height)

    implicitHeight: under ? line + detail.height + Theme.px(26) : Math.max(Theme.px(112), title.height + detail.height + Theme.px(20), badge.height + Theme.px(24))
    height: implicitHeight

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(30)
        y: Math.round(row.under ? title.y + (title.height - height) / 2 : (row.height - height) / 2)
        name: row.device.icon ?? ""
        colour: Theme.text
        size: Theme.px(56)
    }

    Copy {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: row.inset
        width: row.beside
        y: Math.round(row.under ? Theme.px(10) + (row.line - height) / 2 : (row.height - height - detail.height) / 2)
        sentence: row.device.name ?? null
        font.pixelSize: Theme.px(Theme.large ? 46 : 42)
        font.bold: true
        lineHeight: 1.2
    }

    Copy {
        id: detail

        anchors.left: parent.left
        anchors.leftMargin: row.inset
        width: row.under ? row.width - row.inset - Theme.px(24) : row.beside
        y: row.under ? Theme.px(10) + row.line + Theme.px(2) : title.y + title.height
        sentence: row.device.detail ?? null
        color: Theme.muted
        font.pixelSize: Theme.smallSize
        lineHeight: 1.2
    }

    Rectangle {
        id: badge

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(24)
        y: Math.round(row.under ? Theme.px(10) + (row.line - height) / 2 : (row.height - height) / 2)
        width: state.width + sign.width + Theme.px(16 + 2 * 24)
        height: state.implicitHeight + Theme.px(24)
        radius: Theme.radius
        color: ({
                "good": Theme.successGround,
                "attention": Theme.warningGround,
                "fault": Theme.errorGround
            })[row.condition] ?? Theme.ground
        border.color: Theme.text
        border.width: Theme.stateBorder

        Icon {
            id: sign

            anchors.left: parent.left
            anchors.leftMargin: Theme.px(24)
            anchors.verticalCenter: parent.verticalCenter
            name: ({
                    "good": "check_circle-fill",
                    "attention": "warning-fill",
                    "fault": "error-fill"
                })[row.condition] ?? "remove"
            colour: row.ink
            size: Theme.px(44)
        }

        Copy {
            id: state

            anchors.left: sign.right
            anchors.leftMargin: Theme.px(16)
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth + 1, Math.floor(row.width * 0.44))
            sentence: row.device.state ?? null
            font.pixelSize: Theme.px(Theme.large ? 42 : 36)
            font.bold: true
            lineHeight: 1.2
        }
    }
}
