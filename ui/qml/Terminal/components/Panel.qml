// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A white card that only shows something. Cannot be touched, hence the thin grey line.
Rectangle {
    color: Theme.card
    radius: Theme.radius
    border.color: Theme.line
    border.width: Theme.contrast ? Theme.controlBorder : Theme.lineBorder
}
