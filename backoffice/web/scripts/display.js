// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2
"use strict";

// Follows the events of an office. The board holds what is called; each call is first shown alone, one after the other, so
// that of two calls in a row both are seen. When nothing is heard for a while, the page says so.
(() => {
  const SHOWN_MS = 6000;
  const SHOWN_WHEN_MORE_WAIT_MS = 4000;
  const NEW_MS = 30000;
  const SILENT_MS = 12000; // the server speaks every 5 s
  const RETRY_MS = 3000;
  const ROOM = { landscape: [4, 10, 15], portrait: [8, 16] }; // calls that fit in one column, two, three
  const LONG = 12;

  const display = document.getElementById("display");
  const element = (id) => document.getElementById(id);
  const zone = display.dataset.zone;
  const queues = display.dataset.queues ? display.dataset.queues.split(",") : [];
  const gong = element("gong");

  let called = []; // the latest first
  let announcing = [];
  let shown = null;
  let source = null;
  let retry = 0;
  let heardAt = performance.now();
  let lostAt = null;
  let ahead = 0; // the server's clock minus ours, in ms
  let day = "";
  let lastId = "";

  const officeNow = () => new Date(Date.now() + ahead);
  const time = (moment) =>
    new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(moment);
  const dayOf = (moment) => new Intl.DateTimeFormat("de-DE", { timeZone: zone }).format(moment);
  const ours = (call) => queues.length === 0 || queues.includes(call.queue);

  function place(node, number, desk) {
    node.querySelector("b, strong").textContent = number;
    const where = node.querySelector("span");
    where.textContent = desk;
    where.className = desk.length > LONG ? "long" : "";
  }

  function drawBoard() {
    const room = ROOM[matchMedia("(orientation: portrait)").matches ? "portrait" : "landscape"];
    const most = room[room.length - 1];
    const columns = room.findIndex((fits) => Math.min(called.length, most) <= fits) + 1;
    const board = element("board");
    board.className = `columns-${columns}`;
    board.replaceChildren(
      ...called.slice(0, most).map((call) => {
        const row = document.createElement("li");
        row.append(document.createElement("b"), document.createElement("span"));
        place(row, call.label, call.desk);
        if (call.newUntil > performance.now()) row.className = "new";
        return row;
      }),
    );
    element("heads").hidden = called.length === 0 || columns > 1;
    element("nobody").hidden = called.length > 0;
  }

  function announceNext() {
    if (shown !== null || announcing.length === 0) return;
    const call = announcing.shift();
    shown = call;
    place(element("spotlight"), call.label, call.desk);
    element("spotlight").hidden = false;
    element("spoken").textContent = `Nummer ${call.label}. ${call.desk}.`;
    ring();
    setTimeout(() => {
      shown = null;
      element("spotlight").hidden = announcing.length === 0;
      const row = called.find((one) => one.label === call.label);
      if (row) row.newUntil = performance.now() + NEW_MS;
      drawBoard();
      announceNext();
    }, announcing.length > 0 ? SHOWN_WHEN_MORE_WAIT_MS : SHOWN_MS);
  }

  function ring() {
    gong.currentTime = 0;
    gong.play().then(
      () => (element("sound").hidden = true),
      (error) => {
        // Browsers play nothing before somebody touched the page, unless they are told to.
        if (error.name === "NotAllowedError") element("sound").hidden = false;
      },
    );
  }

  function heard(message) {
    if (message && message.lastEventId) lastId = message.lastEventId;
    heardAt = performance.now();
    if (lostAt !== null) {
      lostAt = null;
      element("lost").hidden = true;
      display.classList.remove("stale");
    }
  }

  function checkLine() {
    if (lostAt === null && performance.now() - heardAt > SILENT_MS) {
      lostAt = new Date(officeNow() - (performance.now() - heardAt));
      element("lost").textContent =
        `Verbindung unterbrochen seit ${time(lostAt)} Uhr. Bitte achten Sie auf Hinweise der Mitarbeitenden.`;
      element("lost").hidden = false;
      display.classList.add("stale");
    }
    if (lostAt !== null && performance.now() - heardAt > SILENT_MS + RETRY_MS * (retry + 1)) {
      retry += 1;
      follow();
    }
    element("clock").textContent = `${time(officeNow())} Uhr`;
  }

  function onSnapshot(message) {
    const state = JSON.parse(message.data);
    ahead = Date.parse(state.now) - Date.now();
    day = dayOf(officeNow());
    retry = 0;
    const before = new Map(called.map((call) => [call.label, call]));
    called = state.called.filter(ours).map((call) => {
      const known = before.get(call.label);
      return { ...call, newUntil: known ? known.newUntil : 0 };
    });
    announcing = announcing.filter((call) => called.some((one) => one.label === call.label));
    heard(message);
    drawBoard();
  }

  function onCalled(message) {
    heard(message);
    const call = JSON.parse(message.data);
    if (!ours(call)) return;
    const known = called.find((one) => one.label === call.label && one.desk === call.desk);
    if (known) {
      known.call = call.call;
    } else {
      called = [{ ...call, newUntil: 0 }, ...called.filter((one) => one.label !== call.label)];
    }
    announcing = [...announcing.filter((one) => one.label !== call.label), call];
    drawBoard();
    announceNext();
  }

  function onLeft(message) {
    heard(message);
    const { label } = JSON.parse(message.data);
    called = called.filter((one) => one.label !== label);
    announcing = announcing.filter((one) => one.label !== label);
    drawBoard();
  }

  function onTick(message) {
    heard();
    ahead = Date.parse(JSON.parse(message.data).now) - Date.now();
    if (day !== dayOf(officeNow())) follow(); // yesterday's calls are over
  }

  function follow() {
    if (source) source.close();
    source = new EventSource(`${display.dataset.events}${lastId && `?after=${lastId}`}`);
    source.addEventListener("snapshot", onSnapshot);
    source.addEventListener("called", onCalled);
    source.addEventListener("left", onLeft);
    source.addEventListener("changed", heard);
    source.addEventListener("tick", onTick);
  }

  document.addEventListener("pointerdown", ring);
  document.addEventListener("keydown", ring);
  setInterval(checkLine, 500);
  setInterval(drawBoard, 5000);
  checkLine();
  follow();
})();
