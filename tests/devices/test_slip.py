# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import BigNumber, Columns, Cut, Feed, Line, QrCode, Slip, SlipError, Text

PLAIN = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
SCALE = st.integers(1, 8)
ELEMENTS = st.one_of(
    st.builds(
        Text, PLAIN, SCALE, SCALE, st.booleans(), st.sampled_from(["left", "center", "right"]), st.booleans()
    ),
    st.builds(Columns, PLAIN, PLAIN, st.booleans()),
    st.builds(BigNumber, PLAIN),
    st.builds(QrCode, PLAIN.filter(bool), st.integers(1, 16), st.sampled_from("LMQH")),
    st.builds(Line, st.sampled_from(["solid", "dashed"])),
    st.builds(Feed, st.integers(0, 4096)),
    st.just(Cut()),
)


@given(st.lists(ELEMENTS, max_size=8))
def test_a_slip_survives_the_store(elements: list[Text | Cut]) -> None:
    slip = Slip(tuple(elements))
    assert Slip.from_json(slip.to_json()) == slip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"slip":2,"elements":[]}',
        '{"slip":1,"elements":[{"is":"nothing"}]}',
        '{"slip":1,"elements":[{"is":"text"}]}',
        '{"slip":1,"elements":[{"is":"text","text":5}]}',
        '{"slip":1,"elements":[{"is":"text","text":"a","colour":"red"}]}',
        '{"slip":1,"elements":[{"is":"text","text":"a","width":9}]}',
        '{"slip":1,"elements":[{"is":"feed","dots":-1}]}',
        '{"slip":1,"elements":[{"is":"qr","data":""}]}',
        '{"slip":1,"elements":[{"is":"line","style":"wavy"}]}',
    ],
)
def test_what_is_no_slip_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(SlipError, match=r"\w"):
        Slip.from_json(text)
