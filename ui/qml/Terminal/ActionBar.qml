// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Above the footer. Left a text link or the time that is left, right the one filled button.
Rectangle {
    id: bar

    property var primary: null
    property var link: null
    property bool countdown: true
    readonly property bool counting: countdown && link === null && Session.bridge.secondsLeft >= 0

    // The words of the link and of the button do not fit beside each other at their usual size.
    readonly property bool tight: wordsBeside.visible && button.visible && usual.advanceWidth + Theme.px(168) > width - 2 * Theme.margin - Theme.px(24)

    signal chosen(string action)

    TextMetrics {
        id: usual

        text: (bar.link?.label ?? "") + (bar.primary?.label ?? "")
        font.pixelSize: Theme.rowTitleSize
        font.bold: true
    }

    height: Theme.barHeight
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.px(Theme.contrast ? 4 : 2)
        color: Theme.line
    }

    TextLink {
        id: wordsBeside

        readonly property int room: parent.width - 2 * Theme.margin - Theme.px(24) - button.visibleWidth

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, room)
        // Beside a long button the words stand smaller, in two lines.
        textSize: bar.tight ? (Theme.large ? Theme.smallSize : Theme.hintSize) : Theme.rowTitleSize
        visible: bar.link !== null
        label: bar.link?.label ?? ""
        onChosen: bar.chosen(bar.link.id)
    }

    Copy {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: button.left
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        font.pixelSize: Theme.secondarySize
        lineHeight: 1.2
        balanced: true
        sentence: {
            if (!bar.counting)
                return null;
            const left = qsTr("Diese Seite schließt sich in **%n Sekunden**.", "Diese Seite schließt sich in **%n Sekunde**.", Session.bridge.secondsLeft);
            return Theme.sentence(left);
        }
    }

    ActionButton {
        id: button

        readonly property int visibleWidth: visible ? width : 0

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.primary !== null
        label: bar.primary?.label ?? ""
        textSize: bar.tight && Theme.large ? Theme.px(46) : Theme.buttonSize
        icon: bar.primary?.icon ?? ""
        onChosen: bar.chosen(bar.primary.id)
    }
}
