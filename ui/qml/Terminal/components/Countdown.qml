// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import QtQuick.Shapes
import Terminal

// Seconds in a ring that empties. The words beside it say the same, so it is not spoken.
Item {
    id: clock

    property int seconds: 0
    property int whole: 30

    width: Theme.px(196)
    height: width

    component Arc: ShapePath {
        id: arc

        property real share: 1
        property real edge: 0

        fillColor: "transparent"
        strokeWidth: Theme.px(20)
        capStyle: ShapePath.FlatCap

        PathAngleArc {
            centerX: arc.edge / 2
            centerY: arc.edge / 2
            radiusX: (arc.edge - arc.strokeWidth) / 2
            radiusY: radiusX
            startAngle: -90
            sweepAngle: 360 * arc.share
        }
    }

    Shape {
        anchors.fill: parent
        Accessible.ignored: true

        Arc {
            edge: clock.width
            strokeColor: Theme.pressedTint
        }

        Arc {
            edge: clock.width
            strokeColor: Theme.text
            share: clock.whole > 0 ? clock.seconds / clock.whole : 0
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
