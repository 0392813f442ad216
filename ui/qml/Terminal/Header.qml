// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Where we are and what time it is. On the start page also the greeting. Never to touch.
Item {
    id: header

    property bool start: false
    property string greeting: qsTr("Guten Tag!")
    property string question: qsTr("Was möchten Sie tun?")
    readonly property int inset: start ? Theme.px(24) : Theme.px(Theme.large ? 12 : 16)

    height: start ? Theme.startHeaderHeight : Theme.headerHeight

    Column {
        id: place

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        y: header.inset
        spacing: -Theme.px(8)

        Label {
            text: Session.bridge.city
            color: Theme.headerInk
            font.pixelSize: Theme.px(44)
            font.bold: true
            wrapMode: Text.NoWrap
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Label {
            text: Session.bridge.office
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

    Label {
        id: hello

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        y: Theme.px(156)
        visible: header.start
        text: header.greeting
        color: Theme.headerInk
        font.pixelSize: Theme.greetingSize
        font.bold: true
        Accessible.ignored: !header.start
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Label {
        anchors.left: hello.left
        anchors.right: hello.right
        y: Theme.px(Theme.large ? 292 : 282)
        visible: header.start
        text: header.question
        color: Theme.headerInk
        font.pixelSize: Theme.px(Theme.large ? 60 : 54)
        Accessible.ignored: !header.start
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
