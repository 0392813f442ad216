// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Where the keyboard is: a thick ring with a clear gap. Not shown to fingers.
Rectangle {
    id: ring

    required property Item target

    anchors.fill: target
    anchors.margins: -Theme.px(10)
    z: 1
    color: "transparent"
    radius: Theme.radius + Theme.px(10)
    border.color: Theme.focus
    border.width: Theme.px(6)
    visible: target.activeFocus && Session.bridge.keyboardUsed
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.px(6)
        color: "transparent"
        radius: Theme.radius + Theme.px(4)
        border.color: Theme.ground
        border.width: Theme.px(4)
    }
}
