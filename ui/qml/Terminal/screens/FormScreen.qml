// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// One question of a form, or one legal text. Text boxes stay the same while the visitor types; only what depends on the
// text changes. What does not fit above the keyboard comes after "Weiter".
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin
    // The page as everything below sees it, so that all of it has changed before boxes are made or opened.
    property var shown: ({})
    readonly property var fields: shown.fields ?? []
    readonly property bool choosing: fields.length === 1 && ["choice", "choices"].includes(fields[0].kind)
    readonly property bool typing: desk.current !== null
    readonly property bool tight: typing && Theme.large
    readonly property int reachTop: typing || order.length === 0 ? 0 : touchTop
    // What stands on the page: changes with the page, not with the answers.
    property var order: []
    property string outline: ""
    property string complained: ""
    // The box that a complaint has opened, until somebody opens another one.
    property TextBox proposed: null
    // There is no room for both complaints and keyboard.
    property bool crowded: false

    paddingTop: Theme.px(tight ? 20 : 32)
    focusItem: summary.present ? summary.focusItem : heading
    hasMore: blocks.turnedElsewhere && blocks.part + 1 < blocks.count
    hasLess: blocks.turnedElsewhere && blocks.part > 0

    function more(): void {
        turn(blocks.part + 1);
    }

    function less(): void {
        turn(blocks.part - 1);
    }

    function turn(part: int): void {
        blocks.part = part;
        const first = desk.order.find(id => desk.boxes[id]?.visible);
        if (desk.current !== null && !desk.current.visible)
            desk.current = desk.boxes[first] ?? null;
        heading.forceActiveFocus();
    }

    function build(): void {
        const parts = [];
        Array.from(fields).forEach((field, at) => {
            const options = field.kind === "checkbox" ? "tick" : "option";
            if (field.kind === "choice" || field.kind === "choices" || field.kind === "checkbox") {
                if (field.kind !== "checkbox" && (field.legend || field.hint.text !== "") || field.kind === "checkbox" && field.hint.text !== "")
                    parts.push([field.key, "legend", at, 0]);
                for (let option = 0; option < field.options.length; option++)
                    parts.push([field.key, options, at, option]);
            } else {
                parts.push([field.key, field.kind, at, 0]);
            }
        });
        const signature = JSON.stringify([shown.serial, parts]);
        if (signature === outline)
            return;
        const renewed = outline !== "" && JSON.parse(outline)[0] === shown.serial;
        // An answer that asks for more opens the box for it.
        const added = desk.order.find(id => !desk.boxes[id]) ?? "";
        const target = !renewed ? shown.focus ?? "" : desk.current ? desk.current.input.id : added;
        outline = signature;
        if (!renewed)
            blocks.part = 0;
        desk.current = null;
        // With the serial in it: a Repeater takes an equal list for the same one and would keep the last person's boxes.
        order = parts.map(part => ({
                    "serial": shown.serial,
                    "key": part[0],
                    "kind": part[1],
                    "field": part[2],
                    "option": part[3]
                }));
        desk.open(target);
    }

    // New complaints: read them out, and write where the first one is.
    function complain(): void {
        const said = JSON.stringify([shown.serial, shown.errors ?? []]);
        if (said === complained)
            return;
        complained = said;
        crowded = false;
        if (!summary.present)
            return;
        blocks.part = 0;
        desk.open(shown.errors[0].target);
        proposed = desk.current;
        summary.focusItem.forceActiveFocus();
        summary.focusItem.Accessible.announce([summary.focusItem.sentence.text, ...Array.from(shown.errors, error => error.label)].join(". "), Accessible.Assertive);
    }

    // The complaints come before the keys where there is not room for both.
    function makeRoom(): void {
        if (proposed === null || !summary.present || summary.visible)
            return;
        crowded = true;
        desk.current = null;
        blocks.part = 0;
        summary.focusItem.forceActiveFocus();
    }

    onScreenChanged: {
        shown = screen;
        build();
        complain();
    }

    // Keys of a real keyboard go into the open box, wherever the reading is.
    Keys.onPressed: event => {
        if (desk.current === null || desk.current.activeFocus || event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return;
        if (event.key === Qt.Key_Backspace)
            desk.current.erase();
        else if (event.text.length > 0 && event.text >= " " && event.text !== "\u007f")
            desk.current.put(event.text);
        else
            return;
        desk.current?.forceActiveFocus();
        event.accepted = true;
    }

    FormDesk {
        id: desk

        screen: page.shown
        // Whoever goes through the page with Tab would lose the complaints at the first box.
        quiet: page.crowded && Session.bridge.keyboardUsed
        onChosen: action => page.chosen(action)
        onCurrentChanged: if (current !== page.proposed)
            page.proposed = null
    }

    Progress {
        id: progress

        x: Theme.margin
        y: page.paddingTop
        width: page.inner
        steps: page.shown.progress ?? null
    }

    Heading {
        id: heading

        x: Theme.margin
        anchors.top: progress.bottom
        anchors.topMargin: Theme.px(page.tight ? 8 : 18)
        width: page.inner
        font.pixelSize: page.tight ? Theme.px(72) : Theme.headingSize
        sentence: page.shown.heading ?? null
    }

    Copy {
        id: lead

        x: Theme.margin
        anchors.top: heading.bottom
        anchors.topMargin: present ? Theme.px(12) : 0
        width: page.inner
        sentence: page.tight && summary.present ? null : page.shown.lead ?? null
        lineHeight: Theme.mirrored ? 1.4 : 1.25
    }

    Pages {
        id: blocks

        x: Theme.margin
        y: Math.max(lead.y + lead.height + Theme.px(page.typing ? 20 : 28), page.reachTop)
        width: page.inner
        spacing: Theme.px(page.typing ? 20 : 18)
        available: (page.typing ? keyboard.y : page.height) - y - Theme.px(18)
        touchTop: page.touchTop - y
        turnedElsewhere: !page.choosing
        follow: desk.current
        // Later: heights are not final while a page comes up.
        onArranged: Qt.callLater(page.makeRoom)

        ErrorSummary {
            id: summary

            width: parent.width
            height: implicitHeight
            errors: page.shown.errors ?? []
            onPicked: target => {
                if (!desk.open(target))
                    blocks.part = 0;
                else
                    desk.current.forceActiveFocus();
            }
        }

        Repeater {
            model: page.shown.body ?? []

            LegalText {
                required property var modelData
                required property int index

                width: blocks.width
                sentence: modelData
                german: page.shown.german?.[index] ?? null
            }
        }

        FactLine {
            width: parent.width
            height: (page.shown.norm ?? "") === "" ? 0 : implicitHeight
            icon: "menu_book"
            ink: Theme.muted
            textSize: Theme.hintSize
            sentence: Theme.sentence(qsTr("Grundlage: %1").arg(page.shown.norm ?? ""))
        }

        Repeater {
            model: page.order

            Loader {
                id: slot

                required property var modelData
                readonly property var field: page.fields[modelData.field] ?? ({})
                // A legend does not stand alone at the end of a page.
                readonly property bool leads: modelData.kind === "legend"

                width: blocks.width
                height: (item as Item)?.implicitHeight ?? 0
                sourceComponent: ({
                        "text": textPart,
                        "date": datePart,
                        "search": searchPart,
                        "legend": legendPart,
                        "option": optionPart,
                        "tick": optionPart
                    })[modelData.kind]

                Component {
                    id: textPart

                    TextPart {
                        desk: desk
                        field: slot.field
                    }
                }

                Component {
                    id: datePart

                    DatePart {
                        desk: desk
                        field: slot.field
                    }
                }

                Component {
                    id: searchPart

                    SearchPart {
                        desk: desk
                        field: slot.field
                        room: blocks.available - (page.fields.length > 1 ? Theme.px(200) : 0) - (summary.present ? summary.height + blocks.spacing : 0)
                    }
                }

                Component {
                    id: legendPart

                    FieldHead {
                        field: slot.field
                    }
                }

                Component {
                    id: optionPart

                    ChoiceCard {
                        option: slot.field.options?.[slot.modelData.option] ?? null
                        box: slot.field.kind !== "choice"
                        sentence: slot.modelData.kind === "tick"
                        dense: (slot.field.options ?? []).length > 4 || page.fields.length > 1
                        onChosen: page.chosen(option.action)
                    }
                }
            }
        }

        Repeater {
            model: page.shown.notes ?? []

            Note {
                required property var modelData

                width: blocks.width
                height: implicitHeight
                kind: modelData.tone === "good" ? "success" : modelData.tone ?? "info"
                sentence: modelData.norm === "" ? modelData.text : ({
                        "text": modelData.text.text + " (" + modelData.norm + ")",
                        "markup": modelData.text.markup + " (" + modelData.norm + ")"
                    })
                symbolSize: Theme.px(52)
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        width: parent.width
        height: implicitHeight
        visible: page.typing
        box: desk.current
        last: desk.isLast
        onDone: {
            desk.next();
            if (desk.current === null)
                heading.forceActiveFocus();
        }
    }
}
