// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Anything that can be chosen: by finger, by key, by a screen reader. Shows at touch down, acts at lift inside.
Item {
    id: control

    required property string name
    property string description: ""
    property int role: Accessible.Button
    readonly property bool down: touch.pressed || keyDown
    property bool keyDown: false

    signal chosen

    activeFocusOnTab: true
    Accessible.role: control.role
    Accessible.name: control.name
    Accessible.description: control.description
    Accessible.focusable: true
    Accessible.onPressAction: control.chosen()

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Space || event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            event.accepted = true;
            if (!event.isAutoRepeat)
                control.keyDown = true;
        }
    }
    Keys.onReleased: event => {
        if (control.keyDown && !event.isAutoRepeat && (event.key === Qt.Key_Space || event.key === Qt.Key_Return || event.key === Qt.Key_Enter)) {
            event.accepted = true;
            control.keyDown = false;
            control.chosen();
        }
    }
    onActiveFocusChanged: if (!activeFocus)
        keyDown = false

    TapHandler {
        id: touch

        gesturePolicy: TapHandler.ReleaseWithinBounds
        // Somebody who presses slowly means it just as much.
        longPressThreshold: 3600
        onTapped: control.chosen()
    }

    FocusRing {
        target: control
    }
}
