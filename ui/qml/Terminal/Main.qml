// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal
import Terminal.Backend

// The window. A page is drawn for 1080 × 1920 and scaled by one factor; what is wider gets a centred column.
Window {
    id: window

    // Comes first: every binding reads it through Session.
    property Bridge bridge
    property bool fullScreen: false
    property url scannerPicture
    property bool warm: false
    readonly property real unit: Math.min(width / Theme.designWidth, height / Theme.designHeight)

    onBridgeChanged: Session.bridge = bridge

    // The key for it, on whatever control the focus is.
    function goBack(): void {
        frame.goBack();
    }

    title: "Bürgerterminal"
    color: Theme.ground
    visible: true
    visibility: fullScreen ? Window.FullScreen : Window.Windowed

    LayoutMirroring.enabled: Session.bridge.rightToLeft
    LayoutMirroring.childrenInherit: true

    Binding {
        target: Theme
        property: "unit"
        value: window.unit
    }

    Rectangle {
        width: parent.width
        height: frame.headerBottom
        color: Theme.header
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.footerHeight
        color: Theme.card

        Rectangle {
            width: parent.width
            height: Theme.px(Theme.contrast ? 4 : 2)
            color: Theme.line
        }
    }

    Frame {
        id: frame

        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.px(Theme.designWidth)
        height: parent.height
        scannerPicture: window.scannerPicture
    }

    // For those who listen and want nobody to read along.
    Loader {
        id: blank

        anchors.fill: parent
        z: 10
        active: Session.bridge.blankScreen
        source: active ? "overlays/BlankScreen.qml" : ""

        Connections {
            target: blank.item
            function onChosen(action: string): void {
                frame.send(action);
            }
        }
    }

    // Pages that come later are compiled once the first one stands.
    property list<Component> warmed: []
    onWarmChanged: {
        for (const name of ["Ticket", "List", "Scan", "Keypad", "Answer", "Service", "Questions", "Reply", "Form", "Group", "Check"])
            warmed.push(Qt.createComponent("screens/" + name + "Screen.qml", Component.Asynchronous));
        for (const name of ["LanguageSheet", "AccessibilitySheet", "HelpPage", "IdleDialog"])
            warmed.push(Qt.createComponent("overlays/" + name + ".qml", Component.Asynchronous));
    }
}
