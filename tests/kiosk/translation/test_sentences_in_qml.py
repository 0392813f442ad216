# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every ``qsTr()`` is found, whatever stands around it, and nothing else is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.translation.qml import sentences_in_qml
from kiosk.translation.sentence import Sentence, Unextractable
from kiosk.translation.sources import checkout

LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")

TRICKY = r"""
import QtQuick
// qsTr("in a comment")
/* qsTr("in a long
   comment") */
Item {
    property string a: "qsTr(\"in a string\")"
    property string b: 'it''s "fine"' + qsTr('Sagen Sie "Ja"')
    property string c: qsTr("Zwei " + "Teile" +
                            ' und drei')
    property string d: qsTr("Barriere\u00adfrei \x41\tTab \u{1F600} \ud83d\ude00 \"so\" \'oder\' \\ so")
    property string e: a.replace(/"\/[")]/g, "") + qsTr("nach dem Muster")
    property real f: width / 2 / height; property string g: qsTr("nach dem Teilen")
    property string h: `vorher ${on ? qsTr("in der Schablone") : `${qsTr("ganz tief")}`} \` } qsTr("nicht")`
    property string i: qsTr(/* hier */ "mit Kommentar" // und da
    )
    property string j: qsTr("über \
zwei Zeilen")
    function k(n) { return translator.qsTr("eines anderen") + qsTr("Noch %n Tage", "Noch %n Tag", count(qsTr("innen"), n)); }
    property var l: ({ "qsTr": qsTr("im Objekt"), qsTrNot: notqsTr("nein") })
    property string m: qsTr ( "mit Luft" )
}
"""


def sources(text: str) -> list[str]:
    problems: list[Unextractable] = []
    found = [sentence.source for sentence in sentences_in_qml(text, "a.qml", problems)]
    assert not problems
    return found


def only(text: str) -> Sentence:
    problems: list[Unextractable] = []
    [sentence] = sentences_in_qml(text, "a.qml", problems)
    assert not problems
    return sentence


def problem(text: str) -> str:
    problems: list[Unextractable] = []
    assert list(sentences_in_qml(text, "a.qml", problems)) == []
    return str(problems[0])


def test_tricky_strings_are_read_as_qt_reads_them() -> None:
    assert sources(TRICKY) == [
        'Sagen Sie "Ja"',
        "Zwei Teile und drei",
        "Barriere\u00adfrei A\tTab 😀 😀 \"so\" 'oder' \\ so",
        "nach dem Muster",
        "nach dem Teilen",
        "in der Schablone",
        "ganz tief",
        "mit Kommentar",
        "über zwei Zeilen",
        "Noch %n Tag",
        "innen",
        "im Objekt",
        "mit Luft",
    ]


def test_a_number_decides_between_the_second_and_the_first_string() -> None:
    sentence = only('Text { text: qsTr("Noch %n Sekunden", "Noch %n Sekunde", left) }')
    assert (sentence.source, sentence.plural) == ("Noch %n Sekunde", "Noch %n Sekunden")


def test_a_second_string_alone_is_a_hint_for_translators() -> None:
    sentence = only('Text { text: qsTr("Aus", "a switch") }')
    assert (sentence.plural, sentence.note) == ("", "a switch")


def test_comments_for_translators_belong_to_the_next_sentence_only() -> None:
    text = """
    Text {
        //: Shown while printing,
        //: at most 9 letters
        text: qsTr("Moment")
        // not for translators
        name: qsTr("Ohne")
    }"""
    problems: list[Unextractable] = []
    moment, without = sentences_in_qml(text, "a.qml", problems)
    assert moment.note == "Shown while printing, at most 9 letters"
    assert moment.limit == 9
    assert (without.note, without.limit) == ("", None)


def test_labels_of_the_footer_and_of_buttons_get_their_room() -> None:
    assert only('FooterSlot { label: Theme.large ? "x" : qsTr("Hilfe") }').limit == 12
    assert only('ActionButton { label: qsTr("Weiter") }').limit == 24
    assert only('Sheet { primary: ({ "label": a ? qsTr("Mehr") : "" }) }').limit == 24
    assert only('FooterSlot { Item { } }  Text { text: qsTr("Lang") }').limit is None


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("Item {\n\n text: qsTr(name) }", 3, "not a variable"),
        ('Item { text: qsTr("a" + name) }', 1, "not a variable"),
        ("Item { text: qsTr(`Schablone`) }", 1, "not a variable"),
        ("Item { text: qsTr() }", 1, "not a variable"),
        ('Item { text: qsTr("Noch %n Tage") }', 1, "singular"),
        ('Item { text: qsTr("Noch %n Tage", "", n) }', 1, "singular"),
        ('Item { text: qsTrId("some-id") }', 1, "use qsTr()"),
        ('Item { text: "offen }\n', 1, "does not end"),
        ("Item { /* offen }", 1, "does not end"),
        ("Item {\n text: `offen ${a} ", 2, "does not end"),
    ],
)
def test_what_cannot_be_extracted_is_named_with_its_line(text: str, line: int, why: str) -> None:
    said = problem(text)
    assert f"{line}:" in said or f"line {line}:" in said
    assert why in said


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_sentence_survives_being_written_as_a_string(sentence: str) -> None:
    assert sources(f"Item {{ text: qsTr({json.dumps(sentence)}) }}") == [sentence]


@given(st.text(st.sampled_from("\"'`/\\*{}()$+,:;\nqsTr abAB.0")))
def test_no_text_makes_the_extractor_fail(text: str) -> None:
    list(sentences_in_qml(text, "a.qml", []))


@pytest.mark.skipif(not LUPDATE.exists(), reason="pyside6-lupdate is not installed")
def test_qts_own_extractor_finds_the_same_in_our_pages(tmp_path: Path) -> None:
    ui = checkout() / "ui"
    files = sorted(ui.rglob("*.qml"))
    assert files
    catalogue = tmp_path / "qt.ts"
    subprocess.run([LUPDATE, "-silent", *files, "-ts", catalogue], check=True, timeout=60)
    theirs = {source.text for source in ElementTree.parse(catalogue).iter("source")}
    problems: list[Unextractable] = []
    ours = {
        sentence.plural or sentence.source
        for file in files
        for sentence in sentences_in_qml(file.read_text(encoding="utf-8"), file.name, problems)
    }
    assert not problems
    assert ours == theirs
