// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// What the parts of a form page share: the page, its text boxes, and the one that is being written in.
QtObject {
    id: desk

    property var screen: ({})
    readonly property int serial: screen.serial ?? -1
    readonly property int revision: screen.revision ?? 0
    property TextBox current: null
    // A box that gets the focus waits with the keyboard on the screen until it is asked for (Enter).
    property bool quiet: false
    property var boxes: ({})
    // The boxes in the order of the page.
    readonly property var order: Array.from(screen.fields ?? []).reduce((ids, field) => [...ids, ...Array.from(field.inputs, input => input.id)], [])
    readonly property bool isLast: current === null || order.indexOf(current.input.id) === order.length - 1

    signal chosen(string action)

    function enter(box: TextBox): void {
        boxes[box.input.id] = box;
    }

    function leave(box: TextBox): void {
        if (boxes[box.input.id] === box)
            delete boxes[box.input.id];
        if (current === box)
            current = null;
    }

    // Write in this box from now on; with a field's key, in its first one.
    function open(target: string): bool {
        const id = boxes[target] ? target : order.find(id => id.startsWith(target + ".")) ?? "";
        if (!boxes[id])
            return false;
        current = boxes[id];
        return true;
    }

    function next(): void {
        const id = current === null ? undefined : order[order.indexOf(current.input.id) + 1];
        if (id === undefined || !boxes[id])
            current = null;
        else
            boxes[id].take();
    }
}
