// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// The label of a field, its hint, and what is wrong with it. The label is left out where the heading asks already.
Column {
    id: head

    property var field: ({})
    readonly property bool present: legend.present || hint.present || wrong.present

    spacing: Theme.px(4)
    bottomPadding: present ? Theme.px(10) : 0

    Copy {
        id: legend

        width: parent.width
        sentence: {
            if (!(head.field.legend ?? false))
                return null;
            const label = head.field.label;
            const extra = head.field.optional ? Theme.sentence(" – " + qsTr("freiwillig")) : null;
            return {
                "text": label.text + (extra?.text ?? ""),
                "markup": "<b>" + label.markup + "</b>" + (extra?.markup ?? "")
            };
        }
        lineHeight: 1.2
    }

    Copy {
        id: hint

        width: parent.width
        sentence: head.field.hint ?? null
        color: Theme.muted
        font.pixelSize: Theme.secondarySize
        lineHeight: 1.2
    }

    FactLine {
        id: wrong

        readonly property bool present: (head.field.error?.text ?? "") !== ""

        width: parent.width
        height: present ? implicitHeight : 0
        visible: present
        icon: "error-fill"
        symbolInk: Theme.error
        ink: Theme.error
        bold: true
        gap: Theme.px(14)
        sentence: head.field.error ?? null
    }
}
