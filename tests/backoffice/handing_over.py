# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hand-over as a terminal makes it, for a back office that is reached over TLS, and a clerk in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
from fastapi.testclient import TestClient

from backoffice.app import create_app
from backoffice.domain.people import add_person
from backoffice.settings import Settings
from backoffice.store import Store
from kiosk.wire.bundle import Bundle, PaperKind, pack
from kiosk.wire.handover import Handover
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.models import TerminalConfiguration
from kiosk.wire.papers import seal_paper
from kiosk.wire.record import (
    Record,
    RecordDocument,
    RecordDoubt,
    RecordNotice,
    RecordRow,
    RecordSection,
)
from kiosk.wire.sealing import Purpose, seal
from tests.backoffice.world import DAY, FakeClock, Kiosk

PUBLIC = "https://termin.example"
CANARY = "Zwetschgenknödelová"
CODE = "K7M"
TOKEN = "A" * 22
SHEET = b"%PDF-1.7 sheet of " + CANARY.encode()
FORM = b"%PDF-1.7 form of " + CANARY.encode()
PASSWORD = "correct horse battery"


@contextmanager
def serving(database: str, clock: FakeClock, key_file: Path, **more: Any) -> Iterator[TestClient]:
    """The application behind TLS, with a key file."""
    settings = Settings(database=database, public_url=PUBLIC, key_file=key_file, **more)
    with TestClient(
        create_app(settings, clock=clock), base_url=PUBLIC, client=("192.0.2.7", 40000)
    ) as client:
        yield client


def record(record_id: UUID, terminal_id: UUID, ticket_label: str, now: datetime) -> Record:
    """One person who moves within the city, with a doubt and a paper that is missing."""
    return Record(
        id=record_id,
        service="wohnsitz-anmelden",
        form="wohnsitz",
        form_version=1,
        case="umzug-innerhalb",
        case_title="Umzug innerhalb der Gemeinde",
        office="mitte",
        terminal_id=terminal_id,
        ticket_number=ticket_label,
        language="tr",
        prepared_at=now,
        valid_on=DAY,
        sections=(
            RecordSection(
                key="person",
                title="Person 1",
                person=1,
                rows=(
                    RecordRow(
                        field="family_name",
                        label="Familienname",
                        dsmeld=("0101a",),
                        value=CANARY,
                        shown=CANARY,
                    ),
                    RecordRow(
                        field="birth_date", label="Geburtsdatum", value="1990-02-01", shown="01.02.1990"
                    ),
                    RecordRow(
                        field="nationality", label="Staatsangehörigkeit", value=["163"], shown="türkisch"
                    ),
                ),
            ),
        ),
        documents=(
            RecordDocument(title="Ausweis oder Pass", whose=CANARY, norm="§ 23 BMG"),
            RecordDocument(title="Wohnungsgeberbestätigung", norm="§ 19 BMG", missing=True),
        ),
        doubts=(
            RecordDoubt(code="late", text="Einzug vor mehr als zwei Wochen", norm="§ 17 Abs. 1 BMG"),
            RecordDoubt(
                code="name-unusual",
                text="Name ungewöhnlich",
                section="person",
                person=1,
                field="family_name",
            ),
        ),
        notices=(RecordNotice(key="art-13", norm="Art. 13 DSGVO", text="Wir verarbeiten …", confirmed=True),),
    )


def configuration(kiosk: Kiosk) -> TerminalConfiguration:
    answer = kiosk.get("/api/v1/configuration")
    assert answer.status_code == 200, answer.text
    return TerminalConfiguration.model_validate_json(answer.content)


def sealed_handover(
    kiosk: Kiosk, ticket: dict[str, Any], *, code: str = CODE, paper_token: str | None = None, **changes: Any
) -> dict[str, Any]:
    """The body that the terminal sends for a ticket."""
    key = configuration(kiosk).handover_keys[0]
    record_id = uuid4()
    shown = f"{ticket['queue']} {ticket['number']:03d}"
    bundle = Bundle(
        code,
        record(record_id, kiosk.id, shown, kiosk.clock.now),
        {PaperKind.SHEET: SHEET, PaperKind.LANDLORD_FORM: FORM},
    )
    purpose = Purpose("mitte", record_id, date.fromisoformat(changes.get("valid_on", str(DAY))), key.id)
    body = Handover(
        id=record_id,
        office_id="mitte",
        ticket_id=UUID(ticket["id"]),
        queue=ticket["queue"],
        number=ticket["number"],
        valid_on=DAY,
        prepared_at=kiosk.clock.now,
        suite=key.suite,
        key_id=key.id,
        sealed=b64encode(seal(pack(bundle), key.suite, b64decode(key.public_key), purpose)),
        paper=seal_paper(FORM, paper_token) if paper_token else None,
    )
    return {**body.model_dump(mode="json"), **changes}


def hand_over(kiosk: Kiosk, **more: Any) -> dict[str, Any]:
    """Draw a number and hand over behind it; returns the body."""
    body = sealed_handover(kiosk, kiosk.draw(), **more)
    answer = kiosk.put(f"/api/v1/handovers/{body['id']}", body)
    assert answer.status_code == 201, answer.text
    return body


def shown(body: dict[str, Any], code: str = CODE) -> str:
    return f"{body['queue']} {body['number']:03d} · {code}"


class Browser:
    """A clerk's browser: keeps cookies, fills in forms as they are on the page, follows redirects."""

    def __init__(self, server: httpx2.Client) -> None:
        self._server = server
        self.cookies: dict[str, str] = {}
        self.page = ""

    @classmethod
    def signed_in(
        cls, server: httpx2.Client, store: Store, clock: FakeClock, login: str = "anna", office: str = "mitte"
    ) -> Browser:
        now = clock.now
        store.submit_write(
            lambda connection: add_person(connection, login, login.title(), office, PASSWORD, now)
        ).result(30)
        browser = cls(server)
        answer = browser.sign_in(login, PASSWORD)
        assert answer.status_code == 200, answer.text
        return browser

    def sign_in(self, login: str, password: str) -> httpx2.Response:
        return self.post("/desk/sign-in", login=login, password=password)

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self._request("GET", path, None, headers)

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx2.Response:
        return self._request("POST", path, fields, headers or {})

    def send(self, path: str, **fields: str) -> httpx2.Response:
        """Send a form of the page with the token that is on it."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.page)
        assert found, self.page
        return self.post(path, form_token=found[1], **fields)

    def open(self, text: str) -> httpx2.Response:
        self.get("/desk")
        return self.send("/desk/open", shown=text)

    def _request(
        self, method: str, path: str, fields: dict[str, str] | None, headers: dict[str, str]
    ) -> httpx2.Response:
        self._server.cookies.clear()
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        answer = self._server.request(method, path, data=fields, headers=sent, follow_redirects=False)
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        if answer.status_code == 303:
            return self._request("GET", answer.headers["location"], None, {})
        self.page = (
            answer.text if answer.headers.get("content-type", "").startswith("text/html") else self.page
        )
        return answer
