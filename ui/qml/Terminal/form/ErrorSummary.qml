// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// What is still to be looked at, a line each that leads there. It takes the focus when it comes up.
Rectangle {
    id: summary

    property var errors: []
    readonly property bool present: errors.length > 0
    property alias focusItem: title

    signal picked(string target)

    visible: present
    implicitHeight: present ? content.height + 2 * Theme.px(20) : 0
    radius: Theme.radius
    color: Theme.errorGround
    border.color: Theme.error
    border.width: Theme.px(Theme.contrast ? 8 : 4)

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(36)
        y: Theme.px(20)
        name: "error-fill"
        colour: Theme.error
        size: Theme.px(56)
    }

    Column {
        id: content

        anchors.left: symbol.right
        anchors.leftMargin: Theme.px(30)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(24)
        y: Theme.px(20)

        Copy {
            id: title

            width: parent.width
            sentence: {
                if (!summary.present)
                    return null;
                const count = summary.errors.length;
                return Theme.sentence(count === 1 ? qsTr("Bitte prüfen Sie eine Angabe.") : qsTr("Bitte prüfen Sie %n Angaben.", "Bitte prüfen Sie %n Angabe.", count));
            }
            font.bold: true
            lineHeight: 1.3
            Accessible.role: Accessible.AlertMessage
            Accessible.focusable: true
        }

        Repeater {
            model: summary.errors

            TextLink {
                id: link

                required property var modelData

                width: content.width
                height: Math.max(Theme.px(84), wordsHeight + Theme.px(12))
                textSize: Theme.secondarySize
                label: modelData.label
                ink: Theme.contrast ? Theme.text : Theme.error
                heavy: false
                onChosen: summary.picked(modelData.target)
            }
        }
    }
}
