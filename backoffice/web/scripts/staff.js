// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2
"use strict";

// Says on a page that renews itself when it no longer can.
(() => {
  const lost = document.getElementById("lost");
  for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
    document.body.addEventListener(kind, () => (lost.hidden = false));
  document.body.addEventListener("htmx:afterSwap", () => (lost.hidden = true));
})();
