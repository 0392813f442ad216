// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Base of all pages and of what lies over them: the main part between header and action bar or footer.
Item {
    id: page

    property var screen: ({})
    readonly property int serial: screen.serial ?? -1
    // Reading starts here when the page comes up.
    property Item focusItem: null
    // With lower reach, nothing to touch above this line (in the page's coordinates).
    property int touchTop: 0
    // For the one page that shows it.
    property url scannerPicture
    property int paddingTop: Theme.px(40)
    property int paddingBottom: Theme.px(28)

    // A page that is turned by the button in the bar: there is more before the next page, or before this part.
    property bool hasMore: false
    property bool hasLess: false

    signal chosen(string action)

    function more(): void {
    }

    function less(): void {
    }
}
