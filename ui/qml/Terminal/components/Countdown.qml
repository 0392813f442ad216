// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Seconds in a ring that empties. The words beside it say the same, so it is not spoken.
Item {
    id: clock

    property int seconds: 0
    property int whole: 30

    width: Theme.px(196)
    height: width
    onSecondsChanged: ring.requestPaint()
    onWholeChanged: ring.requestPaint()

    Canvas {
        id: ring

        anchors.fill: parent
        Accessible.ignored: true
        onPaint: {
            const context = getContext("2d");
            const line = Theme.px(20);
            const centre = width / 2;
            const top = -Math.PI / 2;
            const share = clock.whole > 0 ? clock.seconds / clock.whole : 0;
            context.reset();
            context.lineWidth = line;
            context.strokeStyle = Theme.pressedTint;
            context.beginPath();
            context.arc(centre, centre, centre - line / 2, 0, 2 * Math.PI);
            context.stroke();
            context.strokeStyle = Theme.text;
            context.beginPath();
            context.arc(centre, centre, centre - line / 2, top, top + share * 2 * Math.PI);
            context.stroke();
        }

        Connections {
            target: Theme
            function onContrastChanged(): void {
                ring.requestPaint();
            }
        }
    }

    Label {
        anchors.centerIn: parent
        text: clock.seconds
        font.pixelSize: Theme.px(80)
        font.bold: true
        wrapMode: Text.NoWrap
    }
}
