// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// A one-colour icon. Decoration beside a word, so never spoken.
Image {
    id: icon

    property string name: ""
    property color colour: Theme.text
    property int size: Theme.px(60)
    property bool directional: false

    width: size
    height: size
    source: name === "" ? "" : "image://icon/" + name + "/" + Theme.hex(colour)
    sourceSize: Qt.size(size, size)
    mirror: directional && Theme.mirrored
    Accessible.ignored: true
}
