// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2
"use strict";

// Keeps the queue on a desk page current and gives function keys to its buttons. All steps are plain forms without it.
(() => {
  const page = document.getElementById("workplace");
  const lost = document.getElementById("lost");
  let source = null;
  let soon = 0;
  let sent = false;

  // Several events in a moment are one reason to look.
  function look() {
    clearTimeout(soon);
    soon = setTimeout(() => sent || document.body.dispatchEvent(new Event("office-event")), 150);
  }

  function follow() {
    if (source) source.close();
    source = null;
    // A browser allows a server six connections; a tab in the background needs none.
    if (document.hidden) return;
    source = new EventSource(page.dataset.events);
    for (const kind of ["called", "left", "changed", "snapshot"]) source.addEventListener(kind, look);
  }

  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", () => source && source.close());
  document.body.addEventListener("htmx:sendError", () => (lost.hidden = false));
  document.body.addEventListener("htmx:responseError", () => (lost.hidden = false));
  document.body.addEventListener("htmx:afterSwap", () => (lost.hidden = true));

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // One click is one step, however long the answer takes.
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => (sent = false));

  // The step's own answer brings the new page and says what was done. A look that began before the step and
  // reloads the page now would overtake that answer.
  document.body.addEventListener("htmx:beforeOnLoad", (event) => sent && event.preventDefault());

  follow();
  page.dataset.ready = "yes";
})();
