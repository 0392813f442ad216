// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import QtQuick.Window
import Terminal

// A sheet from below over a veiled page, with its own action bar.
Page {
    id: sheet

    property var title: null
    property var primary: ({
            "id": "overlay-close",
            "label": qsTr("Fertig"),
            "icon": "check"
        })
    property var link: null
    default property alias content: column.data
    focusItem: heading
    // For what is between title and bar; with lower reach, below the line.
    readonly property int room: (Theme.lower ? height - Math.max(0, sheet.touchLine) : height - heading.height - Theme.px(36 + 24 + 40)) - bar.height - Theme.px(28)
    readonly property int touchLine: height + Theme.footerHeight - Theme.px(960)
    readonly property int overhang: Math.max(0, Math.round((Window.width - width) / 2))

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: -sheet.overhang
        anchors.rightMargin: -sheet.overhang
        color: Theme.veil

        // A tap beside the sheet closes it.
        TapHandler {
            onTapped: sheet.chosen("overlay-close")
        }
    }

    Rectangle {
        id: panel

        property int offset

        anchors.left: parent.left
        anchors.right: parent.right
        y: parent.height - bar.height - height + offset
        height: column.height + heading.height + Theme.px(36 + 24 + 28)
        color: Theme.ground
        border.color: Theme.line
        border.width: Theme.contrast ? Theme.px(4) : 0

        // Taps on the sheet itself are not taps beside it.
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
        }

        Heading {
            id: heading

            x: Theme.margin
            y: Theme.px(36)
            width: parent.width - 2 * Theme.margin
            sentence: sheet.title
        }

        Column {
            id: column

            x: Theme.margin
            anchors.top: heading.bottom
            anchors.topMargin: Theme.px(24)
            width: parent.width - 2 * Theme.margin
            spacing: Theme.px(22)
        }

        NumberAnimation on offset {
            from: Theme.rise > 0 ? Theme.px(24) : 0
            to: 0
            duration: Theme.rise
        }
    }

    ActionBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        primary: sheet.primary
        link: sheet.link
        countdown: false
        onChosen: action => sheet.chosen(action)
    }
}
