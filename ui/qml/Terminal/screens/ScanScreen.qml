// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Hold the code to the scanner. The picture takes the room that the words leave.
Page {
    id: page

    focusItem: heading

    Heading {
        id: heading

        x: Theme.margin
        y: page.paddingTop
        width: parent.width - 2 * Theme.margin
        sentence: page.screen.heading ?? null
    }

    Copy {
        id: lead

        x: Theme.margin
        anchors.top: heading.bottom
        anchors.topMargin: Theme.px(14)
        width: parent.width - 2 * Theme.margin
        sentence: page.screen.lead ?? null
    }

    Note {
        id: notice

        x: Theme.margin
        anchors.top: lead.bottom
        anchors.topMargin: present ? Theme.px(24) : 0
        width: parent.width - 2 * Theme.margin
        height: implicitHeight
        kind: "info"
        icon: "info-fill"
        sentence: page.screen.notice ?? null
    }

    Panel {
        id: picture

        readonly property int room: place.y - y - Theme.px(28)

        anchors.top: notice.bottom
        anchors.topMargin: Theme.px(36)
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 2 * Theme.margin
        height: Math.min(room, Theme.px(718))
        visible: height > Theme.px(160)
        color: "#ffffff"
        clip: true

        Image {
            anchors.centerIn: parent
            width: parent.width - 2 * picture.border.width
            height: parent.height - 2 * picture.border.width
            source: page.scannerPicture
            sourceSize: Qt.size(width, height)
            fillMode: Image.PreserveAspectFit
            asynchronous: false
            Accessible.ignored: true
        }
    }

    FactLine {
        id: place

        // Right under the picture, or as low as the rows allow.
        x: Theme.margin + Theme.px(8)
        y: Math.min(natural, rows.y - height - Theme.px(28))
        width: parent.width - 2 * Theme.margin - Theme.px(8)
        icon: "arrow_downward"
        symbolInk: Theme.text
        symbolSize: Theme.px(56)
        gap: Theme.px(36)
        textSize: Theme.bodySize
        bold: true
        sentence: page.screen.place ?? null

        readonly property int natural: notice.y + notice.height + Theme.px(36 + 718 + 36)
    }

    Column {
        id: rows

        x: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(40)
        width: parent.width - 2 * Theme.margin
        spacing: Theme.px(20)

        Repeater {
            model: page.screen.rows ?? []

            RowCard {
                required property var modelData

                width: rows.width
                leastHeight: Theme.px(132)
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }
    }
}
