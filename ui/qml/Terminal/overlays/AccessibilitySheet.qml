// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// What makes the terminal easier to use; works at once, ends with the visit.
Sheet {
    id: sheet

    title: Theme.sentence(qsTr("So geht es leichter"))
    link: Session.bridge.anySetting ? {
        "id": "settings-reset",
        "label": qsTr("Alles zurücksetzen")
    } : null

    SwitchRow {
        width: parent.width
        label: qsTr("Größere Schrift")
        icon: "text_increase"
        on: Session.bridge.largeText
        onChosen: sheet.chosen("setting:large-text")
    }

    SwitchRow {
        width: parent.width
        label: qsTr("Starker Kontrast")
        icon: "contrast"
        on: Session.bridge.highContrast
        onChosen: sheet.chosen("setting:high-contrast")
    }

    SwitchRow {
        width: parent.width
        label: qsTr("Tasten weiter unten")
        hint: qsTr("Gut im Sitzen erreichbar")
        icon: "move_down"
        on: Session.bridge.lowerReach
        onChosen: sheet.chosen("setting:lower-reach")
    }
}
