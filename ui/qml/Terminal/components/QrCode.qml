// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// Black on white with its quiet zone, in whole pixels, at least 8 design pixels a module. Never mirrored or recoloured.
Image {
    property string content: ""
    property int module: Math.max(1, Theme.px(8))
    // Quiet zone, for lining up the visible code with text beside it.
    readonly property int quiet: 4 * module

    source: content === "" ? "" : "image://qr/" + encodeURIComponent(content)
    sourceSize.width: module
    fillMode: Image.Pad
    smooth: false
    cache: false
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("QR-Code für Ihr Handy")
}
