// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// A sentence to read: {text, markup} as the presenter makes it. Takes no room when there is none.
Item {
    id: copy

    property var sentence: null
    // Lines of about the same length, so that no word stands alone on the last one.
    property bool balanced: false
    property alias color: words.color
    property alias font: words.font
    // Distance of lines as a multiple of the letter size, as the drawings give it.
    property real lineHeight: Theme.bodyLine
    property alias lineCount: words.lineCount
    readonly property bool present: sentence !== null && sentence !== undefined && sentence.text !== ""

    implicitWidth: words.implicitWidth
    implicitHeight: present ? words.implicitHeight : 0
    visible: present
    onWidthChanged: fit()
    onBalancedChanged: fit()
    Component.onCompleted: fit()

    Accessible.role: Accessible.StaticText
    Accessible.name: present ? sentence.text : ""
    Accessible.ignored: !present

    function fit(): void {
        words.wrapMode = Text.WordWrap;
        words.width = copy.width;
        if (words.contentWidth > copy.width)
            words.wrapMode = Text.Wrap;
        const lines = words.lineCount;
        if (!copy.balanced || lines < 2 || lines > 3 || words.wrapMode === Text.Wrap)
            return;
        let narrow = Math.floor(copy.width / 2);
        let wide = Math.floor(copy.width);
        while (wide - narrow > 8) {
            const middle = Math.floor((narrow + wide) / 2);
            words.width = middle;
            if (words.lineCount > lines || words.contentWidth > middle)
                narrow = middle;
            else
                wide = middle;
        }
        words.width = wide;
    }

    Text {
        id: words

        anchors.left: parent.left
        text: copy.present ? copy.sentence.markup : ""
        textFormat: Text.StyledText
        color: Theme.text
        font.pixelSize: Theme.bodySize
        // Qt counts in natural lines and leaves the first one its full ascent; take the surplus off the top.
        lineHeight: copy.lineHeight / Theme.naturalLine
        y: -Math.round((Theme.naturalLine - copy.lineHeight) / 2 * font.pixelSize)
        wrapMode: Text.WordWrap
        horizontalAlignment: Text.AlignLeft
        Accessible.ignored: true
        onTextChanged: copy.fit()
        onFontChanged: copy.fit()
    }
}
