// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Where we are and what time it is. On the start page also the greeting. Never to touch.
Item {
    id: header

    property bool start: false
    property bool staff: false
    // Which terminal this is; for staff.
    property string place: ""
    // Greeting and question in the page's language, then in the others until somebody touches the screen.
    readonly property var greetings: [[qsTr("Guten Tag!"), qsTr("Was möchten Sie tun?")], ...Session.bridge.otherGreetings]
    property int turn: 0
    readonly property var shown: greetings[turn % greetings.length]
    // Arabic letters reach further up and down than ours.
    readonly property bool arabic: /[\u0600-\u06ff]/.test(shown[0])
    readonly property int inset: start ? Theme.px(24) : Theme.px(Theme.large ? 12 : 16)

    height: start ? Theme.startHeaderHeight : Theme.headerHeight

    onStartChanged: turn = 0

    Timer {
        id: rounds

        interval: 5000
        repeat: true
        running: header.start && header.visible && Session.bridge.motion && header.greetings.length > 1
        onTriggered: change.restart()
    }

    Connections {
        target: Session.bridge
        function onLanguageChanged(): void {
            header.turn = 0;
        }
        function onTouchedOnce(): void {
            rounds.stop();
            change.stop();
            header.turn = 0;
            words.opacity = 1;
        }
    }

    SequentialAnimation {
        id: change

        NumberAnimation {
            target: words
            property: "opacity"
            to: 0
            duration: Theme.fade / 2
        }
        ScriptAction {
            script: header.turn += 1
        }
        NumberAnimation {
            target: words
            property: "opacity"
            to: 1
            duration: Theme.fade / 2
        }
    }

    Column {
        id: place

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        y: header.inset
        spacing: -Theme.px(8)

        Label {
            text: header.staff ? qsTr("Personalbereich") : Session.bridge.city
            color: Theme.headerInk
            font.pixelSize: Theme.px(44)
            font.bold: true
            wrapMode: Text.NoWrap
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Label {
            text: header.staff && header.place !== "" ? (Theme.large ? header.place.split(" · ")[0] : header.place) : Session.bridge.office
            color: Theme.headerMuted
            font.pixelSize: Theme.px(Theme.large ? 42 : 36)
            wrapMode: Text.NoWrap
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    Column {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: header.inset
        spacing: -Theme.px(8)

        Label {
            anchors.right: parent.right
            //: The time of day, %1 is 10:42. In many languages just the digits.
            text: Session.bridge.clock === "" ? "" : qsTr("%1 Uhr").arg(Session.bridge.clock)
            color: Theme.headerInk
            font.pixelSize: Theme.px(44)
            font.bold: true
            wrapMode: Text.NoWrap
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Label {
            anchors.right: parent.right
            text: Session.bridge.date
            color: Theme.headerMuted
            font.pixelSize: Theme.px(Theme.large ? 42 : 36)
            wrapMode: Text.NoWrap
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    Item {
        id: words

        anchors.fill: parent
        visible: header.start

        Label {
            id: hello

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            y: Theme.px(header.arabic ? 124 : 156)
            text: header.shown[0]
            color: Theme.headerInk
            font.pixelSize: header.arabic ? Theme.px(Theme.large ? 88 : 84) : Theme.greetingSize
            font.bold: true
            Accessible.ignored: !header.start
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Label {
            anchors.left: hello.left
            anchors.right: hello.right
            y: Theme.px(header.arabic ? 272 : Theme.large ? 292 : 282)
            text: header.shown[1]
            color: Theme.headerInk
            font.pixelSize: Theme.px(Theme.large ? 60 : 54)
            Accessible.ignored: !header.start
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
}
