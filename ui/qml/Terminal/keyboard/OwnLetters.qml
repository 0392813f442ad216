// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma Singleton

import QtQuick

// The letters in which visitors ask, by the tag of their language, where the German keys are not enough. Only questions
// are written so; answers for the register are Latin. The search does not mind capitals, so these need no key of their own.
QtObject {
    id: own

    // Another script. Each row takes at most eleven keys, the last one ten; "top" is a row above, "beside" stands next to
    // the space bar, "signs" are those that look or read otherwise than the German ones.
    readonly property var scripts: ({
            "uk": {
                "label": "АБВ",
                "top": "",
                "rows": ["йцукенгшщзх", "фівапролджє", "ячсмитьбюї"],
                "beside": "ґ’",
                "signs": ({})
            },
            "ru": {
                "label": "АБВ",
                "top": "",
                "rows": ["йцукенгшщзх", "фывапролджэ", "ячсмитьбюъ"],
                "beside": "ё-",
                "signs": ({})
            },
            "el": {
                "label": "ΑΒΓ",
                "top": "άέήίόύώϊϋΐΰ",
                "rows": ["ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"],
                "beside": "-.",
                "signs": ({
                        "?": ";",
                        ";": "·"
                    })
            },
            "ar": {
                "label": "أ ب ت",
                "top": "أإآئ؟،",
                "rows": ["ضصثقفغعهخحج", "شسيبلاتنمكط", "ذءؤرىةوزظد"],
                "beside": "-.",
                "signs": ({
                        "?": "؟",
                        ",": "،",
                        ";": "؛"
                    })
            }
        })
    // Latin letters with marks, in a row above the German keys.
    readonly property var added: ({
            "fr": "éèêëàâçîôùû",
            "hr": "čćđšž",
            "it": "àèéìòù",
            "pl": "ąćęłńóśźż",
            "ro": "ăâîșț",
            "tr": "çğışâîû"
        })

    function capital(language: string, letter: string): string {
        if (letter === "ß")
            return "ẞ";
        return language === "tr" && letter === "i" ? "İ" : letter.toUpperCase();
    }
}
