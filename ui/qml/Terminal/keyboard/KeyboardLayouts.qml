// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma Singleton

import QtQuick

// Which keys stand where. A key types its text, or does something; widths count in letter keys, "fills" takes what is left.
// Letters with marks are not in here: they come from the norm, under the plain letter.
QtObject {
    id: layouts

    readonly property var shift: ({
            "does": "shift",
            "icon": "shift",
            "name": qsTr("Großbuchstaben"),
            "wide": 1.55
        })
    readonly property var backspace: ({
            "does": "backspace",
            "icon": "backspace",
            "name": qsTr("Letztes Zeichen löschen"),
            "wide": 1.55
        })
    readonly property var left: ({
            "does": "left",
            "icon": "arrow_back",
            "name": qsTr("Ein Zeichen nach links")
        })
    readonly property var right: ({
            "does": "right",
            "icon": "arrow_forward",
            "name": qsTr("Ein Zeichen nach rechts")
        })
    readonly property var done: ({
            "does": "done",
            "icon": "keyboard_hide",
            "name": qsTr("Tastatur schließen"),
            "wide": 1.35
        })
    readonly property var signs: ({
            "does": "signs",
            "label": "123",
            "name": qsTr("Ziffern und Zeichen"),
            "wide": 1.5
        })
    readonly property var letters: ({
            "does": "letters",
            "label": "ABC",
            "name": qsTr("Buchstaben"),
            "wide": 1.5
        })
    readonly property var other: ({
            "does": "other",
            "label": "é ł ş",
            "name": qsTr("Andere Buchstaben"),
            "wide": 1.6
        })
    readonly property var space: ({
            "types": " ",
            "label": qsTr("Leertaste"),
            "name": qsTr("Leertaste"),
            "fills": true
        })
    readonly property var nothing: ({
            "does": "",
            "name": "",
            "fills": true
        })

    // Whether the strip with letters of the same kind has a place above the keys.
    function hasStrip(pad: string): bool {
        return pad === "name" || pad === "text";
    }

    function rows(pad: string, layer: string): var {
        if (pad === "digits")
            return [[...keys("123"), backspace], [...keys("456"), left], [...keys("789"), right], [nothing, ...keys("0"), nothing, done]].map(evenly);
        if (pad === "phone")
            return [[...keys("123"), backspace], [...keys("456"), left], [...keys("789"), right], [...keys("+0"), space, done]].map(evenly);
        if (pad === "serial")
            return [keys("1234567890"), keys("qwertzuiop"), keys("asdfghjkl"), [...keys("yxcvbnm"), backspace], [left, right, nothing, done]];
        if (layer === "signs")
            return [keys("1234567890+"), ...signRows(pad), [letters, ...keys("-"), space, left, right, done]];
        if (layer === "alike")
            return [[letters, nothing, backspace, left, right, done]];
        return [keys("qwertzuiopü"), keys("asdfghjklöä"), [shift, ...keys("yxcvbnmß"), backspace], bottom(pad)];
    }

    function keys(characters: string): var {
        return Array.from(characters, character => ({
                    "types": character,
                    "name": character
                }));
    }

    function signRows(pad: string): var {
        if (pad === "name")
            return [keys("-'’.,·´`ʾʿʹ"), [...keys("ʺˈˌ/()&:\""), backspace]];
        return [keys("-.,'/()&:;\""), [...keys("!?§%@_#*="), backspace]];
    }

    function bottom(pad: string): var {
        if (pad === "email")
            return [signs, ...keys("@.-_"), nothing, left, right, done];
        return [signs, other, ...keys(pad === "name" ? "-'" : "-."), space, left, right, done];
    }

    function evenly(row: var): var {
        return row.map(key => Object.assign({}, key, {
                "wide": 1,
                "fills": false
            }));
    }
}
