// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// How far the visitor is, in words; the segments under them are decoration.
Column {
    id: progress

    property var steps: null
    readonly property int total: steps?.total ?? 1
    readonly property int step: steps?.step ?? 1

    spacing: Theme.px(12)

    Copy {
        width: parent.width
        sentence: {
            const words = Theme.sentence(qsTr("Schritt **%1** von %2").arg(progress.step).arg(progress.total));
            const section = progress.steps?.section ?? null;
            return section === null ? words : {
                "text": words.text + " · " + section.text,
                "markup": words.markup + " · <b>" + section.markup + "</b>"
            };
        }
        color: Theme.muted
        font.pixelSize: Theme.secondarySize
        lineHeight: 1.2
    }

    Row {
        id: bars

        width: parent.width
        height: Theme.px(10)
        spacing: Theme.px(progress.total > 12 ? 4 : 8)

        Repeater {
            model: progress.total

            Rectangle {
                required property int index

                width: Math.max(1, Math.floor((bars.width - (progress.total - 1) * bars.spacing) / progress.total))
                height: bars.height
                radius: height / 2
                color: index < progress.step ? Theme.text : Theme.contrast ? Theme.ground : Theme.line
                border.color: Theme.text
                border.width: Theme.contrast ? Theme.px(2) : 0
                Accessible.ignored: true
            }
        }
    }
}
