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
    readonly property var latin: ({
            "does": "latin",
            "label": "ABC",
            "name": qsTr("Lateinische Buchstaben"),
            "wide": 1.6
        })
    readonly property var back: ({
            "does": "latin",
            "name": qsTr("Buchstaben Ihrer Sprache"),
            "wide": 1.5
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

    // Whether the strip with letters of the same kind has a place above the keys. "asked": the language of a question.
    function hasStrip(pad: string, layer: string, asked: string, latin: bool): bool {
        if (pad === "question" && OwnLetters.scripts[asked])
            return latin;
        if (pad === "question" && OwnLetters.added[asked])
            return layer !== "letters";
        return pad === "name" || pad === "text" || pad === "question";
    }

    function rows(pad: string, layer: string, asked: string, latin: bool): var {
        const script = pad === "question" && !latin ? OwnLetters.scripts[asked] : undefined;
        if (pad === "digits")
            return [[...keys("123"), backspace], [...keys("456"), left], [...keys("789"), right], [nothing, ...keys("0"), nothing, done]].map(evenly);
        if (pad === "phone")
            return [[...keys("123"), backspace], [...keys("456"), left], [...keys("789"), right], [...keys("+0"), space, done]].map(evenly);
        if (pad === "serial")
            return [keys("1234567890"), keys("qwertzuiop"), keys("asdfghjkl"), [...keys("yxcvbnm"), backspace], [left, right, nothing, done]];
        if (layer === "signs")
            return [keys("1234567890+"), ...signRows(pad, script?.signs ?? {}), [script ? labelled(letters, script.label) : letters, ...keys("-"), space, left, right, done]];
        if (layer === "alike")
            return [[letters, nothing, backspace, left, right, done]];
        if (script)
            return ownRows(script);
        const german = [keys("qwertzuiopü"), keys("asdfghjklöä"), [shift, ...keys("yxcvbnmß"), backspace], bottom(pad, asked)];
        return pad === "question" && layer === "letters" && OwnLetters.added[asked] ? [centred(OwnLetters.added[asked]), ...german] : german;
    }

    function ownRows(script: var): var {
        const [first, second, third] = script.rows;
        // Where ten letters stand before it, the key that erases is as wide as they are.
        const erase = Object.assign({}, backspace, {
            "wide": third.length > 9 ? 1 : 1.55
        });
        const rows = [keys(first), keys(second), [...keys(third), erase], [signs, latin, ...keys(script.beside), space, left, right, done]];
        return script.top === "" ? rows : [centred(script.top), ...rows];
    }

    // Letters that are as wide as all others, however few they are.
    function centred(characters: string): var {
        return characters.length < 11 ? [nothing, ...keys(characters), nothing] : keys(characters);
    }

    function labelled(key: var, label: string): var {
        return Object.assign({}, key, {
            "label": label
        });
    }

    function keys(characters: string): var {
        return Array.from(characters, character => ({
                    "types": character,
                    "name": character
                }));
    }

    function signRows(pad: string, signs: var): var {
        if (pad === "name")
            return [keys("-'’.,·´`ʾʿʹ"), [...keys("ʺˈˌ/()&:\""), backspace]];
        const inScript = characters => Array.from(characters, character => signs[character] ?? character).join("");
        return [keys(inScript("-.,'/()&:;\"")), [...keys(inScript("!?§%@_#*=")), backspace]];
    }

    function bottom(pad: string, asked: string): var {
        if (pad === "email")
            return [signs, ...keys("@.-_"), nothing, left, right, done];
        if (pad === "question" && OwnLetters.scripts[asked])
            return [signs, labelled(back, OwnLetters.scripts[asked].label), other, space, left, right, done];
        return [signs, other, ...keys(pad === "name" ? "-'" : "-."), space, left, right, done];
    }

    function evenly(row: var): var {
        return row.map(key => Object.assign({}, key, {
                "wide": 1,
                "fills": false
            }));
    }
}
