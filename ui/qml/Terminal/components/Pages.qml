// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Blocks one under another. What does not fit goes to further pages, because nothing scrolls here.
Item {
    id: pages

    default property alias blocks: column.data
    property int spacing: Theme.cardGap
    // Room for everything, the button for more included.
    property int available: 0
    // The button is to touch: with lower reach it may not be above this line (in this item's coordinates).
    property int touchTop: 0
    property int page: 0
    property int count: 1
    readonly property bool split: count > 1

    implicitHeight: split ? more.y + more.height : column.height

    function arrange(): void {
        const items = Array.from(column.children).filter(item => item.height > 0 && item.width > 0);
        const height = (list) => list.reduce((sum, item) => sum + item.height + pages.spacing, -pages.spacing);
        let numbers = items.map(() => 0);
        if (height(items) > pages.available) {
            const room = pages.available - more.implicitHeight - pages.spacing;
            let number = 0;
            let used = 0;
            numbers = items.map(item => {
                if (used > 0 && used + item.height > room) {
                    number += 1;
                    used = 0;
                }
                used += item.height + pages.spacing;
                return number;
            });
        }
        pages.count = numbers.length > 0 ? numbers[numbers.length - 1] + 1 : 1;
        if (pages.page >= pages.count)
            pages.page = 0;
        items.forEach((item, index) => item.visible = numbers[index] === pages.page);
    }

    onAvailableChanged: arrange()
    onPageChanged: arrange()

    Column {
        id: column

        width: parent.width
        spacing: pages.spacing
        onPositioningComplete: pages.arrange()
    }

    RowCard {
        id: more

        readonly property string words: (pages.page + 1 < pages.count ? qsTr("Mehr anzeigen (%1 von %2)") : qsTr("Zum Anfang (%1 von %2)")).arg(pages.page + 1).arg(pages.count)

        width: parent.width
        y: Math.max(column.height + pages.spacing, pages.touchTop, pages.available - height)
        visible: pages.split
        action: ({
                "label": words,
                "name": words,
                "icon": pages.page + 1 < pages.count ? "more_horiz" : "refresh",
                "style": "row"
            })
        onChosen: pages.page = (pages.page + 1) % pages.count
    }
}
