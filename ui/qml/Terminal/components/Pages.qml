// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Blocks one under another. What does not fit goes to further pages, because nothing scrolls here.
Item {
    id: pages

    default property alias blocks: holder.data
    property int spacing: Theme.cardGap
    // Room for everything, the button for more included.
    property int available: 0
    // The button is to touch: with lower reach it may not be above this line (in this item's coordinates).
    property int touchTop: 0
    property int part: 0
    property int count: 1
    readonly property bool split: count > 1
    // The page's own button turns these pages; there is no row for more.
    property bool turnedElsewhere: false
    // Whatever moves, the page with this item stays in sight until somebody turns.
    property Item follow: null
    property bool turning: false

    signal arranged

    implicitHeight: more.visible ? more.y + more.height : holder.height

    // Places the blocks; whoever has no height or is for another page is not there.
    function arrange(): void {
        const blocks = Array.from(holder.children).filter(block => !(block instanceof Repeater));
        const filled = blocks.filter(block => block.height > 0);
        const whole = filled.reduce((sum, block) => sum + block.height + pages.spacing, -pages.spacing);
        const room = whole <= pages.available ? whole : pages.turnedElsewhere ? pages.available : pages.available - more.implicitHeight - pages.spacing;
        const starts = [];
        let number = 0;
        let bottom = 0;
        for (const block of filled) {
            if (bottom > 0 && bottom + block.height > room) {
                number += 1;
                bottom = 0;
            }
            starts.push([block, number, bottom]);
            bottom += block.height + pages.spacing;
        }
        pages.count = number + 1;
        const followed = pages.turning ? undefined : starts.find(start => pages.holds(start[0], pages.follow));
        const wanted = followed !== undefined ? followed[1] : pages.part >= pages.count ? 0 : pages.part;
        if (wanted !== pages.part) {
            // Arranges again.
            pages.part = wanted;
            return;
        }
        let end = 0;
        for (const block of blocks)
            block.visible = starts.some(start => start[0] === block && start[1] === pages.part);
        for (const [block, on, top] of starts) {
            if (on !== pages.part)
                continue;
            block.y = top;
            end = top + block.height;
        }
        holder.height = end;
        pages.arranged();
    }

    function holds(block: Item, inside: Item): bool {
        for (let item = inside; item !== null; item = item.parent) {
            if (item === block)
                return true;
        }
        return false;
    }

    onFollowChanged: arrange()
    onAvailableChanged: arrange()
    onTurnedElsewhereChanged: arrange()
    onPartChanged: {
        turning = true;
        arrange();
        turning = false;
    }
    onSpacingChanged: arrange()

    Item {
        id: holder

        property var watched: []

        width: parent.width
        onChildrenChanged: {
            for (const block of Array.from(children).filter(child => !watched.includes(child)))
                block.heightChanged.connect(pages.arrange);
            watched = Array.from(children);
            pages.arrange();
        }
    }

    RowCard {
        id: more

        readonly property bool turns: true
        readonly property string words: (pages.part + 1 < pages.count ? qsTr("Mehr anzeigen (%1 von %2)") : qsTr("Zum Anfang (%1 von %2)")).arg(pages.part + 1).arg(pages.count)

        width: parent.width
        y: Math.max(holder.height + pages.spacing, pages.touchTop, pages.available - height - Theme.px(10))
        visible: pages.split && !pages.turnedElsewhere
        action: ({
                "label": words,
                "name": words,
                "icon": pages.part + 1 < pages.count ? "more_horiz" : "refresh",
                "style": "row"
            })
        onChosen: pages.part = (pages.part + 1) % pages.count
    }
}
