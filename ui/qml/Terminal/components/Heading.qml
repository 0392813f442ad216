// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// The one heading of a page. It takes the focus when the page comes up, so that a screen reader starts there.
Copy {
    font.pixelSize: Theme.headingSize
    font.bold: true
    lineHeight: Theme.headingLine
    balanced: true
    Accessible.role: Accessible.Heading
    Accessible.focusable: true
}
