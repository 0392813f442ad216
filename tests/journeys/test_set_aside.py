# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A half-finished form is set aside and taken up again; without the code it is nothing but bytes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import QrCode
from devices.printer import Text as Printed
from kiosk.forms.state import FormState, Step, Tour
from kiosk.setaside.code import Keys, SetAsideError, derive, new_code, qr_text, read_qr, shown
from kiosk.setaside.content import Content, seal, unseal
from kiosk.setaside.keeping import forget_before
from kiosk.store.database import StoreError
from kiosk.sync.local import Answered
from kiosk.visit.events import LanguageChosen, LeafletEnded, SetAsideAnswered, Tapped
from kiosk.visit.form_screens import FormScreen
from kiosk.visit.screens import AnswerScreen, KeypadScreen, Screen, StartScreen
from kiosk.wire.staff import badge_text
from tests.canary import files_with
from tests.helpers import MONDAY, World, answer, german, seeded
from tests.journeys.filling import WITHIN_CITY, fill_page, open_form, touch
from tests.journeys.staff_office import Office
from tests.kiosk.handover.preparing import OfficeKeys

TODAY = MONDAY.date()
NAME = "Großmüller"


@pytest.fixture
def office(world: World) -> Office:
    OfficeKeys().publish(world)
    return Office(world)


def begin(office: Office) -> FormScreen:
    """Fill in page after page up to the name, and that one without going on."""
    open_form(office.world)
    while not (isinstance(office.screen, FormScreen) and office.screen.name == "name"):
        fill_page(office.world, WITHIN_CITY)
        touch(office.world, "next")
    fill_page(office.world, WITHIN_CITY)
    return office.screen


def put(office: Office) -> str:
    """Set it aside; returns the code that is on the screen."""
    office.world.handle(Tapped(office.screen.serial, "set-aside"))
    assert answer(office.screen) == "set-aside"
    (line,) = [line for line in german(office.screen).splitlines() if line.startswith("Ihr Code: ")]
    return line.removeprefix("Ihr Code: ").replace(" ", "")


def answered(office: Office, how: Answered, sealed: str = "") -> Screen:
    return office.world.handle(SetAsideAnswered(office.asked[-1], how, sealed))


def sent(office: Office) -> dict[str, str]:
    bodies = [json.loads(body) for kind, body in office.world.waiting_rows() if kind == "set-asides"]
    return {body["id"]: body["sealed"] for body in bodies}


def without_serial(screen: Screen) -> dict[str, object]:
    return {
        name: getattr(screen, name)
        for name in screen.__dataclass_fields__
        if name not in ("serial", "revision")
    }


def test_everything_is_as_it_was_the_page_too(office: Office) -> None:
    office.world.handle(LanguageChosen("en"))
    before = begin(office)
    code = put(office)
    office.tap("done")
    assert isinstance(office.screen, StartScreen)
    assert office.screen.frame.language == "de"
    office.world.scan(qr_text(code))
    assert answer(office.screen) == "set-aside-seeking"
    after = answered(office, Answered.FOUND, sent(office)[str(office.asked[-1])])
    assert isinstance(after, FormScreen)
    assert without_serial(after) == {**without_serial(before), "frame": after.frame}
    assert after.frame.language == "en"
    assert dict(after.texts) == dict(before.texts)


def test_typed_in_four_parts_it_is_found_too(office: Office) -> None:
    begin(office)
    code = put(office)
    office.tap("done")
    open_form(office.world)
    office.world.handle(Tapped(office.screen.serial, "resume"))
    for part in range(4):
        assert isinstance(office.screen, KeypadScreen)
        office.world.type(code[part * 5 : part * 5 + 5])
        office.tap("next")
    assert isinstance(answered(office, Answered.UNREACHED), FormScreen), "the copy here, without a line"


def test_the_slip_holds_the_code_twice_and_nothing_of_the_form(office: Office) -> None:
    begin(office)
    code = put(office)
    (slip,) = office.slips
    assert [one.data for one in slip.elements if isinstance(one, QrCode)] == [qr_text(code)]
    words = "".join(one.text for one in slip.elements if isinstance(one, Printed))
    assert code in words.replace(" ", "")
    assert "ohnsitz" not in words
    office.world.handle(LeafletEnded(slip, printed=True))
    assert "steht auch auf dem Zettel" in german(office.screen)


def test_without_paper_the_visitor_is_asked_to_take_a_photograph(office: Office) -> None:
    begin(office)
    put(office)
    office.world.handle(LeafletEnded(office.slips[0], printed=False))
    assert "fotografieren" in german(office.screen)


def test_neither_code_nor_anything_typed_is_in_any_file(office: Office, tmp_path: Path) -> None:
    begin(office)
    code = put(office)
    for secret in (NAME, "Ritterstraße", code, shown(code)):
        assert files_with(secret, tmp_path) == []


def test_taken_up_it_is_gone_here_and_the_back_office_is_told(office: Office) -> None:
    begin(office)
    code = put(office)
    (row,) = [row for row in office.world.outbox.due(0) if row.resource == "set-asides"]
    office.world.outbox.begin(row)
    office.world.outbox.delivered(row)
    office.tap("done")
    office.world.scan(qr_text(code))
    answered(office, Answered.UNREACHED)
    (told,) = [json.loads(body) for kind, body in office.world.waiting_rows() if kind == "set-asides"]
    assert told["sealed"] == ""
    assert told["taken_at"]
    office.world.visit.end()
    office.world.scan(qr_text(code))
    assert answer(answered(office, Answered.UNREACHED)) == "set-aside-unreached"


def test_taken_up_before_it_left_it_never_leaves(office: Office) -> None:
    begin(office)
    code = put(office)
    office.tap("done")
    office.world.scan(qr_text(code))
    answered(office, Answered.UNKNOWN)
    assert isinstance(office.screen, FormScreen), "the back office has not got it yet: the copy here"
    assert [kind for kind, _ in office.world.waiting_rows()] == []


def test_what_the_back_office_calls_over_is_over_here_too(office: Office) -> None:
    begin(office)
    code = put(office)
    office.tap("done")
    office.world.scan(qr_text(code))
    assert answer(answered(office, Answered.OVER)) == "set-aside-over"
    office.tap("try-again")
    assert isinstance(office.screen, KeypadScreen)
    office.world.visit.end()
    office.world.scan(qr_text(code))
    assert answer(answered(office, Answered.UNREACHED)) == "set-aside-unreached"


def test_a_wrong_code_finds_nothing_and_guessing_is_slowed_down(office: Office) -> None:
    for _ in range(5):
        office.world.scan(qr_text("0" * 20))
        assert answer(answered(office, Answered.UNKNOWN)) == "set-aside-unknown"
    assert answer(office.world.scan(qr_text("0" * 20))) == "too-many"


def test_an_answer_that_does_not_open_is_none(office: Office) -> None:
    office.world.scan(qr_text("0" * 20))
    for sealed in ("AAAA",):
        assert answer(answered(office, Answered.FOUND, sealed)) == "set-aside-found"
    assert "finden kein Formular" in german(office.screen)


def test_nobody_waits_for_ever(office: Office) -> None:
    office.world.scan(qr_text("0" * 20))
    assert answer(office.world.let_pass(20)) == "set-aside-seeking"
    assert answer(office.world.let_pass(1)) == "set-aside-unreached"


def test_on_the_next_day_it_is_gone(office: Office) -> None:
    begin(office)
    put(office)
    assert forget_before(office.world.database, TODAY) == 0
    assert forget_before(office.world.database, TODAY + timedelta(days=1)) == 2
    assert [kind for kind, _ in office.world.waiting_rows()] == []


def test_on_a_full_disk_the_form_is_still_there(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(office)

    def full(*_arguments: object, **_named: object) -> None:
        raise StoreError("disk-full")

    monkeypatch.setattr("kiosk.store.outbox.add", full)
    office.world.handle(Tapped(office.screen.serial, "set-aside"))
    assert answer(office.screen) == "trouble"
    assert isinstance(office.world.tap("back"), FormScreen)


def test_staff_set_a_form_aside_for_the_visitor(office: Office) -> None:
    office.employ("117")
    begin(office)
    office.world.scan(badge_text(office.badges["117"]))
    office.tap("visitor")
    assert answer(office.tap("set-aside")) == "set-aside"


def test_an_untouched_form_offers_to_go_on_instead(office: Office) -> None:
    screen = open_form(office.world)
    assert {action.id for action in screen.actions} == {"resume", "next"}  # type: ignore[attr-defined]
    for _ in range(2):
        touch(office.world, "next")
        fill_page(office.world, WITHIN_CITY)
    assert "set-aside" in {action.id for action in office.screen.actions}  # type: ignore[attr-defined]


def test_the_page_with_the_code_closes_itself(office: Office) -> None:
    begin(office)
    code = put(office)
    assert isinstance(office.screen, AnswerScreen)
    assert isinstance(office.world.let_pass(60), StartScreen)
    assert code not in repr(office.world.visit.__dict__)


# --- code and seal ---


def test_the_code_is_bound_to_office_and_day() -> None:
    code = new_code(seeded().randbytes)
    keys = derive(code, "mitte", TODAY)
    assert keys == derive(code, "mitte", TODAY)
    others = {derive(code, "west", TODAY), derive(code, "mitte", TODAY + timedelta(days=1))}
    assert keys not in others
    assert keys.id.version == 8
    assert keys.key.hex() not in repr(keys)


def test_codes_are_twenty_digits_of_which_each_is_alike_likely() -> None:
    chance = seeded(7).randbytes
    digits = "".join(new_code(chance) for _ in range(500))
    assert len(digits) == 10_000
    assert all(850 < digits.count(digit) < 1150 for digit in "0123456789")
    assert read_qr(qr_text(digits[:20])) == digits[:20]
    assert read_qr("BT2.123") is None


entry = st.one_of(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=3).map(tuple))
step = st.builds(Step, st.text(max_size=8), st.integers(0, 9))
states = st.builds(
    FormState,
    at=step,
    entries=st.dictionaries(st.tuples(st.integers(0, 9), st.text(max_size=12)), entry, max_size=8),
    items=st.dictionaries(
        st.text(max_size=8), st.lists(st.integers(1, 9), max_size=3).map(tuple), max_size=3
    ),
    last_item=st.integers(0, 99),
    done=st.frozensets(step, max_size=6),
    tours=st.lists(
        st.builds(Tour, st.frozensets(st.text(max_size=8), max_size=3), st.integers(0, 9), step), max_size=2
    ).map(tuple),
    checked=st.booleans(),
)
KEYS = derive("0" * 20, "mitte", TODAY)


@given(states, st.booleans())
def test_whatever_was_entered_comes_back_exactly(state: FormState, apart: bool) -> None:
    content = Content("wohnsitz-anmelden", "uk", state, apart)
    sealed = seal(content, KEYS, "mitte", TODAY)
    assert unseal(sealed, KEYS, "mitte", TODAY) == content
    assert len(sealed) % 1024 == 28, "the length says little"


@given(st.binary(max_size=200))
def test_bytes_that_nobody_sealed_do_not_open(data: bytes) -> None:
    with pytest.raises(SetAsideError):
        unseal(data, KEYS, "mitte", TODAY)


def test_it_opens_for_this_office_this_day_and_this_id_only() -> None:
    sealed = seal(Content("a", "de", FormState(Step("x"))), KEYS, "mitte", TODAY)
    for keys, place, day in (
        (KEYS, "west", TODAY),
        (KEYS, "mitte", TODAY + timedelta(days=1)),
        (Keys(derive("1" * 20, "mitte", TODAY).id, KEYS.key), "mitte", TODAY),
        (derive("1" * 20, "mitte", TODAY), "mitte", TODAY),
    ):
        with pytest.raises(SetAsideError):
            unseal(sealed, keys, place, day)
