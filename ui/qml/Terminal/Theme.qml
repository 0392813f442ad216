// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma Singleton

import QtQuick
import Terminal

// Every measure and colour of the look. Lengths are pixels of the 1080 × 1920 design; px() turns them into real ones.
QtObject {
    id: theme

    readonly property int designWidth: 1080
    readonly property int designHeight: 1920
    // Real pixels a design pixel; Main sets it from the window's size.
    property real unit: 1

    function px(length: real): int {
        return Math.round(length * unit);
    }

    readonly property bool large: Session.bridge.largeText
    readonly property bool contrast: Session.bridge.highContrast
    readonly property bool lower: Session.bridge.lowerReach
    readonly property bool mirrored: Session.bridge.rightToLeft

    // Colours
    readonly property color ground: contrast ? "#000000" : "#f3f4f7"
    readonly property color card: contrast ? "#000000" : "#ffffff"
    readonly property color text: contrast ? "#ffffff" : "#131525"
    readonly property color muted: contrast ? "#ffffff" : "#51577a"
    readonly property color touch: contrast ? "#7ae0fe" : "#1a3da5"
    readonly property color touchPressed: contrast ? "#ffffff" : "#092797"
    readonly property color touchInk: contrast ? "#000000" : "#ffffff"
    readonly property color tint: contrast ? "#7ae0fe" : "#eff3fa"
    readonly property color tintInk: contrast ? "#000000" : "#131525"
    readonly property color pressedTint: contrast ? "#333333" : "#d8e1f4"
    readonly property color chosenTint: contrast ? "#7ae0fe" : "#d8e1f4"
    readonly property color control: contrast ? "#ffffff" : "#6e7597"
    readonly property color line: contrast ? "#ffffff" : "#c0c3d5"
    readonly property color header: contrast ? "#000000" : "#131525"
    readonly property color headerInk: "#ffffff"
    readonly property color headerMuted: contrast ? "#ffffff" : "#dfe1ea"
    readonly property color human: "#ffe12f"
    readonly property color humanPressed: contrast ? "#ffffff" : "#f2cf00"
    readonly property color humanInk: contrast ? "#000000" : "#131525"
    readonly property color error: contrast ? "#ffffff" : "#c31c13"
    readonly property color errorGround: contrast ? "#000000" : "#fee4e0"
    readonly property color success: contrast ? "#ffffff" : "#007155"
    readonly property color successGround: contrast ? "#000000" : "#cdf2e4"
    readonly property color warning: contrast ? "#ffffff" : "#925400"
    readonly property color warningGround: contrast ? "#000000" : "#ffe7b6"
    readonly property color info: contrast ? "#ffffff" : "#006b8c"
    readonly property color infoGround: contrast ? "#000000" : "#c0f3ff"
    readonly property color focus: contrast ? "#ffffff" : "#131525"
    readonly property color covered: contrast ? "#333333" : "#c0c3d5"
    readonly property color keyboard: contrast ? "#000000" : "#dfe1ea"
    readonly property color veil: contrast ? "#d9000000" : "#b8131525"

    // Type
    readonly property int numberSize: px(316)
    readonly property int greetingSize: px(large ? 112 : 104)
    readonly property int headingSize: px(large ? 96 : 68)
    readonly property int titleSize: px(large ? 60 : 48)
    readonly property int buttonSize: px(large ? 56 : 46)
    readonly property int rowTitleSize: px(large ? 54 : 44)
    readonly property int leadSize: px(large ? 60 : 48)
    readonly property int bodySize: px(large ? 56 : 42)
    readonly property int keySize: px(large ? 72 : 64)
    readonly property int letterSize: px(large ? 56 : 50)
    readonly property int fieldSize: px(large ? 60 : 50)
    readonly property int secondarySize: px(large ? 46 : 38)
    readonly property int hintSize: px(large ? 46 : 36)
    readonly property int smallSize: px(large ? 42 : 34)
    // Height of a line of Noto Sans as a multiple of the letter size.
    readonly property real naturalLine: 1.362
    readonly property real headingLine: 1.15
    readonly property real bodyLine: mirrored ? 1.4 : 1.3

    // Shape
    readonly property int radius: px(8)
    readonly property int lineBorder: px(2)
    readonly property int controlBorder: px(contrast ? 5 : 3)
    readonly property int secondaryBorder: px(contrast ? 5 : 4)
    readonly property int errorBorder: px(6)
    readonly property int chosenBorder: px(8)
    readonly property int stateBorder: contrast ? px(8) : 0
    readonly property int margin: px(48)
    readonly property int cardGap: px(20)
    readonly property int gridGap: px(14)

    // Frame
    readonly property int headerHeight: px(136)
    readonly property int startHeaderHeight: px(388)
    readonly property int barHeight: px(148)
    readonly property int footerHeight: px(176)
    // With lower reach, everything to touch lies under this line.
    readonly property int reachLine: px(960)

    // Motion, in milliseconds
    readonly property int fade: Session.bridge.motion ? 160 : 0
    readonly property int press: Session.bridge.motion ? 80 : 0
    readonly property int rise: Session.bridge.motion ? 180 : 0

    // The window's own labels in the form of the presenter's sentences: **bold** marks, all else literal.
    function sentence(words: string): var {
        const escaped = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
        return {
            "text": words.replace(/\*\*|\u00ad/g, ""),
            "markup": escaped.replace(/\*\*(.+?)\*\*/g, "<b>$1</b>").replace(/\n/g, "<br>")
        };
    }

    // "#rrggbb" without "#", as the icon provider wants it.
    function hex(colour: color): string {
        return colour.toString().slice(-6);
    }
}
