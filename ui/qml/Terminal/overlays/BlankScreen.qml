// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Nothing to read over a shoulder. Keys work on; a touch on the one button shows the page again.
Rectangle {
    id: blank

    signal chosen(string action)

    objectName: "blank"
    color: "#000000"

    // Touches beside the button must not reach what nobody sees.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }

    ActionButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.footerHeight + Theme.px(40)
        width: Math.min(implicitWidth, parent.width - 2 * Theme.margin)
        label: qsTr("Bildschirm zeigen")
        onChosen: blank.chosen("setting:blank-screen")
    }
}
