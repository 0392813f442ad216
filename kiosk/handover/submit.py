# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Submitting: one transaction draws the number, seals the record into the outbox and queues the slip.

Up to here everything typed is in memory only; from here on only the sealed bytes exist, and this terminal cannot open
them. Whatever goes wrong with the hand-over, the visitor still gets the number: then the desk fills in the form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import structlog

from devices.printer import Slip
from kiosk.clock import Clock, RandomBytes, uuid7
from kiosk.handover.keys import usable_key
from kiosk.store.kept import Kept
from kiosk.tickets.desk import Attachment, Issued, Order, TicketDesk
from kiosk.wire.bundle import Bundle, PaperKind, pack
from kiosk.wire.handover import (
    CODE_ALPHABET,
    CODE_LENGTH,
    PAPER_BYTES,
    SEALED_BYTES,
    Handover,
    SealedPaper,
    shown_code,
)
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.models import HandoverKey
from kiosk.wire.papers import TOKEN_BYTES, seal_paper
from kiosk.wire.record import Record
from kiosk.wire.sealing import Purpose, seal

log = structlog.get_logger(__name__)

LARGEST_BUNDLE = SEALED_BYTES - 8 * 1024
"""Sealing adds about a kilobyte."""


@dataclass(frozen=True, slots=True)
class RecordFrame:
    """What a record says about where, when and for which number it was made; known only while submitting.

    ``prepared_at`` is aware (UTC); ``valid_on`` is the office's business day.
    """

    id: UUID
    office_id: str
    terminal_id: UUID
    ticket_number: str
    language: str
    prepared_at: datetime
    valid_on: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a finished form gives. The functions hold personal data; they are called once, while submitting.

    ``record`` must carry the frame's values. ``sheet`` makes the Vorbereitungsbogen (PDF) from the record and the code as
    shown; ``landlord_form`` makes the Wohnungsgeberbestätigung (PDF), which also becomes the visitor's link. A paper that
    cannot be made is left out.
    """

    record: Callable[[RecordFrame], Record] = field(repr=False)
    sheet: Callable[[Record, str], bytes] | None = field(default=None, repr=False)
    landlord_form: Callable[[Record], bytes] | None = field(default=None, repr=False)


class Unsealed(StrEnum):
    """Why nothing was handed over; the number is valid all the same."""

    NO_KEY = "no-key"
    """The terminal has no public key of its office that is good for today."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Submitted:
    """The number, and what became of the hand-over.

    ``code`` (``K7M``) is empty when nothing was handed over, and then ``unsealed`` says why. ``paper_link`` is the address
    of the landlord form for the visitor's phone, empty when there is none; it opens once the hand-over has arrived.
    """

    issued: Issued
    code: str = field(default="", repr=False)
    paper_link: str = field(default="", repr=False)
    unsealed: Unsealed | None = None

    @property
    def shown_code(self) -> str:
        """``B 042 · K7M``, or empty."""
        return shown_code(self.issued.label, self.code) if self.code else ""


class Handovers:
    """Submits what forms give. Thread rules are those of the :class:`~kiosk.tickets.desk.TicketDesk`."""

    def __init__(self, desk: TicketDesk, kept: Kept, clock: Clock, random_bytes: RandomBytes) -> None:
        self._desk = desk
        self._kept = kept
        self._clock = clock
        self._random = random_bytes

    def can_seal(self, day: date) -> bool:
        """Whether a form started now could be handed over; ask before the visitor types for minutes."""
        return usable_key(self._kept, day) is not None

    def submit(self, order: Order, prepared: Prepared, compose: Callable[[Issued, str], Slip]) -> Submitted:
        """Draw a number with a hand-over, all in one transaction; returns when it is durable.

        Args:
            order: as for a plain number. With an ``appointment_id`` that has a ticket already, the hand-over goes behind
                that ticket and a second slip is printed.
            compose: makes the slip from the number and the code as shown (``B 042 · K7M``; empty without a hand-over).

        Raises:
            NumbersExhaustedError: no leased number is left.
            StoreError: it could not be kept; no number was given, nothing was handed over.
        """
        sealer = _Sealer(self._kept, order, prepared, self._clock, self._random)
        issued = self._desk.issue(
            order, lambda issued: compose(issued, sealer.result(issued).shown_code), sealer.attach
        )
        return sealer.result(issued)


class _Sealer:
    """One submission on its way through the transaction."""

    def __init__(
        self, kept: Kept, order: Order, prepared: Prepared, clock: Clock, random_bytes: RandomBytes
    ) -> None:
        self._order = order
        self._prepared = prepared
        self._clock = clock
        self._random = random_bytes
        enrolment = kept.enrolment()
        configuration = kept.configuration()
        self._key = usable_key(kept, order.day)
        self._terminal_id = enrolment.terminal_id if enrolment else None
        self._paper_url = configuration.paper_url if configuration else ""
        self._code = ""
        self._paper_link = ""
        self._unsealed: Unsealed | None = Unsealed.NO_KEY

    def result(self, issued: Issued) -> Submitted:
        return Submitted(issued, self._code, self._paper_link, self._unsealed)

    def attach(self, issued: Issued) -> Sequence[Attachment]:
        if self._key is None or self._terminal_id is None:
            log.error("handover_without_key")
            return ()
        try:
            handover, code, token = self._seal(issued, self._key, self._terminal_id)
        except (
            Exception
        ) as error:  # the form's own code runs in here, and nothing of it may reach log or visitor
            log.error("handover_not_sealed", exc_info=error)
            self._unsealed = Unsealed.FAILED
            return ()
        self._code, self._unsealed = code, None
        self._paper_link = f"{self._paper_url}{token}" if token else ""
        return (Attachment(handover.id, "handovers", handover),)

    def _seal(self, issued: Issued, key: HandoverKey, terminal_id: UUID) -> tuple[Handover, str, str]:
        frame = RecordFrame(
            id=uuid7(self._clock, self._random),
            office_id=self._order.office_id,
            terminal_id=terminal_id,
            ticket_number=issued.label,
            language=self._order.language,
            prepared_at=self._clock.now(),
            valid_on=self._order.day,
        )
        code = self._new_code()
        record = self._prepared.record(frame)
        sheet, landlord_form = self._papers(record, shown_code(issued.label, code))
        paper, token = self._for_the_phone(landlord_form)
        purpose = Purpose(frame.office_id, frame.id, frame.valid_on, key.id)
        bundle = _packed(code, record, {PaperKind.SHEET: sheet, PaperKind.LANDLORD_FORM: landlord_form})
        handover = Handover(
            id=frame.id,
            office_id=frame.office_id,
            ticket_id=issued.id,
            queue=issued.queue,
            number=issued.number,
            valid_on=frame.valid_on,
            prepared_at=frame.prepared_at,
            suite=key.suite,
            key_id=key.id,
            sealed=b64encode(seal(bundle, key.suite, b64decode(key.public_key), purpose)),
            paper=paper,
        )
        return handover, code, token

    def _papers(self, record: Record, shown: str) -> tuple[bytes, bytes]:
        """Vorbereitungsbogen and landlord form; empty when there is none."""
        make_sheet, make_form = self._prepared.sheet, self._prepared.landlord_form
        sheet = _made("sheet", lambda: make_sheet(record, shown)) if make_sheet else b""
        form = _made("landlord-form", lambda: make_form(record)) if make_form else b""
        return sheet, form

    def _for_the_phone(self, pdf: bytes) -> tuple[SealedPaper | None, str]:
        if not pdf or not self._paper_url:
            return None, ""
        if len(pdf) > PAPER_BYTES - 64:
            log.error("handover_paper_too_large", kind="landlord-form")
            return None, ""
        token = b64encode(self._random(TOKEN_BYTES))
        return seal_paper(pdf, token), token

    def _new_code(self) -> str:
        """Each letter alike likely (rejection sampling)."""
        letters: list[str] = []
        usable = 256 - 256 % len(CODE_ALPHABET)
        while len(letters) < CODE_LENGTH:
            letters += [CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in self._random(8) if byte < usable]
        return "".join(letters[:CODE_LENGTH])


def _packed(code: str, record: Record, papers: dict[PaperKind, bytes]) -> bytes:
    """The bundle with as many of the papers as fit; the last go first."""
    kept = {kind: pdf for kind, pdf in papers.items() if pdf}
    while len(packed := pack(Bundle(code, record, kept))) > LARGEST_BUNDLE and kept:
        kind, _ = kept.popitem()
        log.error("handover_paper_too_large", kind=kind.value)
    return packed


def _made(paper: str, make: Callable[[], bytes]) -> bytes:
    """A paper is a help, not the matter itself."""
    try:
        return make()
    except Exception as error:
        log.error("handover_paper_failed", kind=paper, exc_info=error)
        return b""
