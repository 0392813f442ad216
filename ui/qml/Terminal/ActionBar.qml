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

    signal chosen(string action)

    height: Theme.barHeight
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.px(Theme.contrast ? 4 : 2)
        color: Theme.line
    }

    TextLink {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width - 3 * Theme.margin - button.visibleWidth)
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
        icon: bar.primary?.icon ?? ""
        onChosen: bar.chosen(bar.primary.id)
    }
}
