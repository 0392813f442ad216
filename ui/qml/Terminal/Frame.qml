// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// What every page has around it. The page itself is loaded by its kind.
Item {
    id: frame

    property var screen: Session.bridge.screen
    property url scannerPicture
    readonly property string kind: screen.kind ?? ""
    readonly property var pageFrame: screen.frame ?? ({
            "canGoBack": false,
            "canEnd": false,
            "overlay": "",
            "helpCalled": false,
            "canUnlock": false,
            "staff": false
        })
    readonly property string overlay: pageFrame.overlay
    readonly property bool start: kind === "start"
    readonly property bool idle: overlay === "idle"
    readonly property bool helping: overlay === "help"
    readonly property bool hasBar: !start && ((screen.primary ?? null) !== null || (screen.link ?? null) !== null || (Session.bridge.secondsLeft >= 0 && overlay === ""))
    readonly property int headerBottom: header.height

    readonly property Page current: page.item as Page
    readonly property bool turning: current?.hasMore ?? false
    readonly property var onward: ({
            "id": "more",
            "label": qsTr("Weiter"),
            "icon": "arrow_forward"
        })

    function send(action: string): void {
        Session.bridge.tap(screen.serial ?? -1, action);
    }

    function goBack(): void {
        if (overlay === "" && current?.hasLess)
            current.less();
        else if (pageFrame.canGoBack || overlay !== "")
            send("back");
    }

    // Digits and letters mean the page, wherever the focus is.
    Keys.forwardTo: overlay === "" && page.item !== null ? [page.item] : []

    // One page coming up: fade it in and read from its top.
    readonly property string arrival: kind + ":" + (screen.serial ?? -1)
    onArrivalChanged: {
        if (page.item !== null && page.kind === frame.kind)
            page.welcome();
    }

    Loader {
        id: page

        property string kind: ""

        function welcome(): void {
            const heading = (item as Page)?.focusItem;
            if (frame.overlay === "" && heading)
                heading.forceActiveFocus();
            if (Theme.fade > 0)
                fadeIn.restart();
        }

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: bar.visible ? bar.top : footer.top
        enabled: frame.overlay === ""
        visible: !frame.idle && !frame.helping
        source: frame.kind === "" ? "" : "screens/" + frame.kind.charAt(0).toUpperCase() + frame.kind.slice(1) + "Screen.qml"
        onLoaded: {
            kind = frame.kind;
            item.objectName = frame.kind;
            welcome();
        }

        Binding {
            target: page.item
            property: "screen"
            value: frame.screen
            when: page.item !== null && page.kind === frame.kind
            restoreMode: Binding.RestoreNone
        }
        Binding {
            target: page.item
            property: "scannerPicture"
            value: frame.scannerPicture
            when: page.item !== null
            restoreMode: Binding.RestoreNone
        }
        Binding {
            target: page.item
            property: "touchTop"
            value: Theme.lower ? frame.height - Theme.px(960) - frame.headerBottom : 0
            when: page.item !== null
            restoreMode: Binding.RestoreNone
        }
        Connections {
            target: page.item
            function onChosen(action: string): void {
                frame.send(action);
            }
        }

        NumberAnimation {
            id: fadeIn

            target: page.item
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.fade
        }
    }

    ActionBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: footer.top
        visible: frame.hasBar && !frame.idle && !frame.helping
        enabled: frame.overlay === ""
        primary: frame.turning ? frame.onward : frame.screen.primary ?? null
        link: frame.screen.link ?? null
        onChosen: action => action === frame.onward.id ? frame.current.more() : frame.send(action)
    }

    Loader {
        id: over

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: footer.top
        source: ({
                "languages": "overlays/LanguageSheet.qml",
                "accessibility": "overlays/AccessibilitySheet.qml",
                "help": "overlays/HelpPage.qml",
                "idle": "overlays/IdleDialog.qml"
            })[frame.overlay] ?? ""
        onLoaded: {
            item.objectName = frame.overlay;
            (item as Page)?.focusItem?.forceActiveFocus();
        }
        onStatusChanged: if (status === Loader.Null)
            (page.item as Page)?.focusItem?.forceActiveFocus()

        Connections {
            target: over.item
            function onChosen(action: string): void {
                frame.send(action);
            }
        }
    }

    Header {
        id: header

        anchors.left: parent.left
        anchors.right: parent.right
        start: frame.start && !frame.helping
        staff: frame.pageFrame.staff ?? false
        place: frame.screen.place?.text ?? ""

        Rectangle {
            anchors.fill: parent
            z: -1
            color: Theme.header
        }

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.px(4)
            color: Theme.headerInk
            visible: Theme.contrast
        }
    }

    Footer {
        id: footer

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.footerHeight
        pageFrame: frame.pageFrame
        onChosen: action => action === "back" ? frame.goBack() : frame.send(action)
    }

    FactLine {
        anchors.left: footer.left
        anchors.leftMargin: Math.floor(footer.share) + Theme.px(8)
        anchors.right: footer.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: footer.verticalCenter
        visible: frame.pageFrame.staff ?? false
        icon: "visibility_off"
        ink: Theme.muted
        textSize: Theme.smallSize
        sentence: Theme.sentence(qsTr("Hier stehen keine Daten von Bürgerinnen und Bürgern."))
    }
}
