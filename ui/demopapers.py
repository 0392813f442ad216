# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a clerk would print of a hand-over in the demo: opened with its code over real HTTP, kept as PDF and as pictures.

Only for the demo, whose visitors are made up: a terminal itself writes no paper to disk.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import httpx2

from backoffice.embedded import EmbeddedBackOffice
from kiosk.store.outbox import Outbox
from kiosk.visit.screens import TicketScreen
from ui.stage import Stage, StageError

ARRIVAL_LIMIT_S = 15.0
DOTS_PER_INCH = 110


class PapersError(StageError):
    """The hand-over did not arrive, or did not open."""


def keep_shown_papers(stage: Stage, name: str) -> list[Path]:
    """:func:`keep_papers` of the ticket that is on the stage, into ``papers`` beside the demo's pictures.

    Raises:
        StageError: no ticket with a code is shown, or as for :func:`keep_papers`.
    """
    ticket, office = stage.screen, stage.running.link.embedded
    if not isinstance(ticket, TicketScreen) or not ticket.has_code or office is None:
        raise PapersError(f"no number with a code is shown but {ticket.kind}")
    outbox = Outbox(stage.running.terminal.database)
    stage.wait(lambda: outbox.summary().waiting == 0, "the hand-over's arrival")
    shown = str(ticket.code_title.mapping()["code"])
    return keep_papers(office, shown, ticket.paper_link, stage.out / "papers", name)


def keep_papers(office: EmbeddedBackOffice, shown: str, link: str, folder: Path, name: str) -> list[Path]:
    """Open the hand-over ``shown`` (``B 042 · K7M``) at the desk and keep its papers.

    Args:
        link: the address of the paper for the visitor's phone, empty where there is none; what it opens is kept too.
        folder: made when it is not there.
        name: begins the names of the files: ``<name>-vorbereitungsbogen.pdf``, ``<name>-vorbereitungsbogen-1.png``, …

    Returns:
        The files. Pictures are left out where pypdfium2 is not installed.

    Raises:
        PapersError: it does not arrive within :data:`ARRIVAL_LIMIT_S`, or a paper cannot be opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}-*"):
        old.unlink()
    written: list[Path] = []
    for kind, pdf in _papers(office, shown, link):
        path = folder / f"{name}-{kind}.pdf"
        path.write_bytes(pdf)
        written += [path, *_pictures(path)]
    return written


def _papers(office: EmbeddedBackOffice, shown: str, link: str) -> Iterator[tuple[str, bytes]]:
    login, password = office.clerk()
    with httpx2.Client(base_url=office.url, timeout=20, follow_redirects=True) as desk:
        page = desk.post("/desk/sign-in", data={"login": login, "password": password})
        deadline = time.monotonic() + ARRIVAL_LIMIT_S
        while True:
            page = desk.get("/desk")
            token = re.search(r'name="form_token" value="([^"]+)"', page.text)
            if token is None:
                raise PapersError("the desk does not let the clerk in")
            page = desk.post("/desk/open", data={"form_token": html.unescape(token[1]), "shown": shown})
            if page.status_code == 200:
                break
            if time.monotonic() > deadline:
                raise PapersError("the hand-over does not arrive")
            time.sleep(1)
        kinds = re.findall(r'href="(/desk/handovers/[^"]+/papers/([a-z]+))"', page.text)
        if not kinds:
            raise PapersError("the hand-over has no papers")
        for address, kind in kinds:
            yield kind, _pdf(desk, address)
        if link:
            yield "telefon", _pdf(desk, httpx2.URL(link).path)


def _pdf(desk: httpx2.Client, address: str) -> bytes:
    answer = desk.get(address)
    if answer.status_code != 200 or not answer.content.startswith(b"%PDF"):
        raise PapersError(f"a paper does not open: {answer.status_code}")
    return answer.content


def _pictures(path: Path) -> Iterator[Path]:
    if find_spec("pypdfium2") is None:
        return
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            picture = path.with_name(f"{path.stem}-{number + 1}.png")
            document[number].render(scale=DOTS_PER_INCH / 72).to_pil().save(picture)
            yield picture
