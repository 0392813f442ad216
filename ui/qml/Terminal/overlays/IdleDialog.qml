// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Terminal

// Are you still there? The page has been replaced by grey blocks; any touch in the box but "Beenden" goes on.
Page {
    id: idle

    focusItem: heading
    readonly property int overhang: Math.max(0, Math.round((Window.width - width) / 2))
    readonly property int remaining: Math.max(0, Session.bridge.secondsLeft)
    // The first number seen is the whole circle.
    property int whole: 1

    onRemainingChanged: whole = Math.max(whole, remaining)
    Component.onCompleted: whole = Math.max(30, remaining)

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Repeater {
        model: [[50, 480, 36], [126, 700, 72], [258, 984, 150], [440, 984, 150], [622, 984, 150], [804, 984, 150]]

        Rectangle {
            required property var modelData

            x: Theme.mirrored ? idle.width - Theme.margin - width : Theme.margin
            y: Theme.px(modelData[0])
            width: Theme.px(modelData[1])
            height: Theme.px(modelData[2])
            radius: Theme.radius
            color: Theme.covered
        }
    }

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: -idle.overhang
        anchors.rightMargin: -idle.overhang
        color: Theme.veil
    }

    Rectangle {
        id: box

        property int offset

        x: Theme.margin
        y: parent.height - height - Theme.px(40) + offset
        width: parent.width - 2 * Theme.margin
        height: content.height + 2 * Theme.px(52)
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.text
        border.width: Theme.stateBorder

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            longPressThreshold: 3600
            onTapped: idle.chosen("stay")
        }

        Column {
            id: content

            x: Theme.px(52)
            y: Theme.px(52)
            width: parent.width - 2 * x
            spacing: Theme.px(24)

            Item {
                width: parent.width
                height: Math.max(clock.height, heading.height)

                Countdown {
                    id: clock

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    seconds: idle.remaining
                    whole: idle.whole
                }

                Heading {
                    id: heading

                    anchors.left: clock.right
                    anchors.leftMargin: Theme.px(40)
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    font.pixelSize: Theme.px(Theme.large ? 96 : 76)
                    sentence: Theme.sentence(qsTr("Sind Sie noch da?"))
                }
            }

            Copy {
                width: parent.width
                font.pixelSize: Theme.px(Theme.large ? 56 : 44)
                balanced: true
                sentence: Theme.sentence(qsTr("In **%n Sekunden** beenden wir. Ihre Eingaben werden dann gelöscht.", "In **%n Sekunde** beenden wir. Ihre Eingaben werden dann gelöscht.", idle.remaining))
            }

            Copy {
                width: parent.width
                color: Theme.muted
                font.pixelSize: Theme.secondarySize
                sentence: Theme.sentence(Session.bridge.stillThere)
            }

            Item {
                width: 1
                height: Theme.px(2)
            }

            ActionButton {
                width: parent.width
                height: Theme.px(164)
                textSize: Theme.px(Theme.large ? 64 : 60)
                label: qsTr("Ja, weitermachen")
                icon: "touch_app"
                iconFirst: true
                onChosen: idle.chosen("stay")
            }

            ActionButton {
                width: parent.width
                filled: false
                label: qsTr("Beenden und löschen")
                onChosen: idle.chosen("end")
            }
        }

        NumberAnimation on offset {
            from: Theme.rise > 0 ? Theme.px(24) : 0
            to: 0
            duration: Theme.rise
        }
    }
}
