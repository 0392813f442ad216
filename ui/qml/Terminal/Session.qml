// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma Singleton

import QtQuick
import Terminal.Backend

// Where every page finds the bridge. Python sets it before the first page is loaded.
QtObject {
    property Bridge bridge
}
