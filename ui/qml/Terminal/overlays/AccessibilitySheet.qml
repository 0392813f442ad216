// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// What makes the terminal easier to use; works at once, ends with the visit.
Sheet {
    id: sheet

    readonly property bool canSpeak: screenFrame.canSpeak ?? false
    readonly property bool headphones: screenFrame.headphones ?? false
    readonly property var screenFrame: Session.bridge.screen.frame ?? ({})
    readonly property bool speech: Session.bridge.speech

    title: Theme.sentence(qsTr("So geht es leichter"))
    link: Session.bridge.anySetting ? {
        "id": "settings-reset",
        "label": qsTr("Alles zurücksetzen")
    } : null

    component Setting: SwitchRow {
        property string setting
        property bool offered: true

        width: parent?.width ?? 0
        height: offered ? implicitHeight : 0
        onChosen: sheet.chosen("setting:" + setting)
    }

    Pages {
        width: parent.width
        spacing: Theme.px(22)
        available: sheet.room

        Setting {
            setting: "large-text"
            label: qsTr("Größere Schrift")
            icon: "text_increase"
            on: Session.bridge.largeText
        }

        Setting {
            setting: "high-contrast"
            label: qsTr("Starker Kontrast")
            icon: "contrast"
            on: Session.bridge.highContrast
        }

        Setting {
            setting: "lower-reach"
            label: qsTr("Tasten weiter unten")
            hint: qsTr("Gut im Sitzen erreichbar")
            icon: "move_down"
            on: Session.bridge.lowerReach
        }

        Setting {
            setting: "speech"
            label: qsTr("Vorlesen")
            hint: qsTr("Auch mit Kopfhörer")
            icon: "volume_up"
            on: sheet.speech
            offered: sheet.canSpeak
        }

        VoiceButtons {
            width: parent?.width ?? 0
            height: sheet.speech ? implicitHeight : 0
            onChosen: action => sheet.chosen(action)
        }

        Setting {
            setting: "blank-screen"
            label: qsTr("Bildschirm dunkel")
            hint: qsTr("Niemand liest mit")
            icon: "visibility_off"
            on: Session.bridge.blankScreen
            offered: sheet.speech
        }

        Setting {
            setting: "speak-aloud"
            label: qsTr("Eingaben laut vorlesen")
            hint: qsTr("Andere können mithören")
            icon: "volume_up-fill"
            on: Session.bridge.speakAloud
            offered: sheet.speech && !sheet.headphones
        }
    }
}
