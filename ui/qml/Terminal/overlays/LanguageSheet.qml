// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// All languages, on any page.
Sheet {
    id: sheet

    title: Theme.sentence(qsTr("Sprache · Language"))

    LanguageGrid {
        width: parent.width
        columns: 3
        cellHeight: Theme.px(112)
        onPicked: tag => sheet.chosen("language:" + tag)
    }
}
