// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Five places that never move: back, help, language, accessibility, end.
Row {
    id: footer

    required property var pageFrame

    signal chosen(string action)

    readonly property real share: width / 5.22
    readonly property bool idle: pageFrame.overlay === "idle"
    // Help, language and the rest are for visitors.
    readonly property bool staff: pageFrame.staff ?? false

    topPadding: Theme.px(12)

    component Place: Item {
        default property alias content: inner.data
        property real share: 0

        width: Math.floor(share)
        height: Theme.px(152)

        Item {
            id: inner

            anchors.fill: parent
            anchors.leftMargin: Theme.px(8)
            anchors.rightMargin: Theme.px(8)
        }
    }

    Place {
        share: footer.share

        FooterSlot {
            anchors.fill: parent
            label: qsTr("Zurück")
            icon: "arrow_back"
            directional: true
            present: footer.pageFrame.canGoBack && !footer.idle
            onChosen: footer.chosen("back")
        }
    }

    Place {
        share: footer.share

        FooterSlot {
            anchors.fill: parent
            label: qsTr("Hilfe")
            icon: "support_agent-fill"
            human: true
            present: !footer.staff
            marked: footer.pageFrame.helpCalled
            onChosen: footer.chosen("help")
        }
    }

    Place {
        share: footer.share

        FooterSlot {
            anchors.fill: parent
            label: Session.bridge.languageName
            icon: "language"
            present: !footer.staff
            onChosen: footer.chosen("languages")
        }
    }

    Place {
        share: 1.16 * footer.share

        FooterSlot {
            anchors.fill: parent
            label: Theme.large ? qsTr("Barriere\u00adfrei") : qsTr("Barrierefrei")
            icon: "accessibility_new"
            present: !footer.staff
            marked: Session.bridge.anySetting
            onChosen: footer.chosen("accessibility")
        }
    }

    Place {
        share: 1.06 * footer.share

        FooterSlot {
            anchors.fill: parent
            label: qsTr("Beenden")
            icon: "logout"
            directional: true
            present: footer.pageFrame.canEnd && !footer.idle
            onChosen: footer.chosen("end")
        }
    }
}
