# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A translation that would lose something on the screen is found before it gets there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.translation import Finding, FindingKind, check
from kiosk.translation import catalogue as files
from kiosk.translation.check import letters
from kiosk.translation.sentence import Sentence

TIME = Sentence("Ihr Termin ist um **{time} Uhr**.", "a.py")
DIGITS = Sentence("Noch {count} Ziffer", "a.py", plural="Noch {count} Ziffern")
PHONE = Sentence("Merken Sie sich **%1**.", "a.qml")
SECONDS = Sentence("In %n Sekunde", "a.qml", plural="In %n Sekunden")
HELP = Sentence("Hilfe", "a.qml", note="Footer: at most 12 letters")


def findings(
    folder: Path, tag: str, sentence: Sentence, *forms: str, flags: tuple[str, ...] = ()
) -> list[Finding]:
    """What is found when ``sentence`` is translated by ``forms``."""
    current = files.template([sentence])
    (folder / files.TEMPLATE).write_text(files.written(current), encoding="utf-8")
    language = files.new(tag)
    files.merge(language, current)
    message = language.get(sentence.source)
    assert message is not None
    message.string = forms if sentence.plural else forms[0]
    message.flags |= set(flags)
    (folder / f"{tag}.po").write_text(files.written(language, tag), encoding="utf-8")
    return check(folder)


def kinds(found: list[Finding]) -> list[FindingKind]:
    return [finding.kind for finding in found]


@pytest.mark.parametrize(
    ("tag", "sentence", "forms"),
    [
        ("en", TIME, ("Your appointment is at **{time}**.",)),
        ("en", DIGITS, ("{count} digit to go", "{count} digits to go")),
        ("en", DIGITS, ("One digit to go", "{count} digits to go")),
        ("en", PHONE, ("Remember **%1**.",)),
        ("en", SECONDS, ("In a second", "In %n seconds")),
        ("uk", DIGITS, ("Ще {count} цифра", "Ще {count} цифри", "Ще {count} цифр")),
        ("ar", SECONDS, ("الآن", "بعد ثانية", "بعد ثانيتين", "بعد %n ثوانٍ", "بعد %n ثانية", "بعد %n ثانية")),
        ("en", HELP, ("Accessible\u00adHe",)),
    ],
)
def test_a_good_translation_is_left_alone(
    tmp_path: Path, tag: str, sentence: Sentence, forms: tuple[str, ...]
) -> None:
    assert findings(tmp_path, tag, sentence, *forms) == []


@pytest.mark.parametrize(
    ("tag", "sentence", "forms", "kind", "said"),
    [
        ("en", TIME, ("",), FindingKind.MISSING, "no translation"),
        ("en", TIME, ("Your appointment is at **noon**.",), FindingKind.PLACEHOLDERS, "{time} is lost"),
        ("en", TIME, ("**{time}** on {day}.",), FindingKind.PLACEHOLDERS, "{day} is invented"),
        ("en", TIME, ("**{Time}**",), FindingKind.PLACEHOLDERS, "{Time} is invented"),
        ("en", TIME, ("**{time:>9}**",), FindingKind.PLACEHOLDERS, "{time:>9} is invented"),
        ("en", TIME, ("**{time**",), FindingKind.PLACEHOLDERS, "open"),
        ("en", TIME, ("At {time}**.",), FindingKind.MARKS, "no partner"),
        ("en", TIME, ("At {time}.",), FindingKind.MARKS, "1 marked, 0"),
        ("en", PHONE, ("Remember **this**.",), FindingKind.PLACEHOLDERS, "%1 is lost"),
        ("en", DIGITS, ("{count} digit", ""), FindingKind.PLURALS, "2 forms"),
        ("en", DIGITS, ("One digit", "Some digits"), FindingKind.PLACEHOLDERS, "{count} is lost"),
        ("uk", DIGITS, ("Ще одна", "Ще {count}", "Ще {count}"), FindingKind.PLACEHOLDERS, "{count} is lost"),
        ("en", HELP, ("Get some help",), FindingKind.TOO_LONG, "13 letters; 12 fit"),
    ],
)
def test_what_a_visitor_would_miss_is_found(
    tmp_path: Path, tag: str, sentence: Sentence, forms: tuple[str, ...], kind: FindingKind, said: str
) -> None:
    found = findings(tmp_path, tag, sentence, *forms)
    assert kind in kinds(found)
    [finding] = [finding for finding in found if said in finding.message]
    assert finding.file == f"{tag}.po"
    assert finding.source == sentence.source


def test_a_doubtful_translation_is_found(tmp_path: Path) -> None:
    assert kinds(findings(tmp_path, "en", HELP, "Help", flags=("fuzzy",))) == [FindingKind.FUZZY]


def test_a_translation_of_a_sentence_that_is_gone_is_found(tmp_path: Path) -> None:
    findings(tmp_path, "en", HELP, "Help")
    (tmp_path / files.TEMPLATE).write_text(files.written(files.template([TIME])), encoding="utf-8")
    found = check(tmp_path)
    assert sorted(kinds(found)) == [FindingKind.MISSING, FindingKind.STALE]


def test_a_sentence_that_is_counted_now_asks_for_an_update(tmp_path: Path) -> None:
    findings(tmp_path, "en", Sentence(DIGITS.source, "a.py"), "{count} digit to go")
    (tmp_path / files.TEMPLATE).write_text(files.written(files.template([DIGITS])), encoding="utf-8")
    assert kinds(check(tmp_path)) == [FindingKind.PLURALS]


def test_a_header_with_the_wrong_plural_rule_is_found(tmp_path: Path) -> None:
    findings(tmp_path, "uk", HELP, "Допомога")
    path = tmp_path / "uk.po"
    head, _, rest = path.read_text(encoding="utf-8").partition('"Plural-Forms: ')
    text = f'{head}"Plural-Forms: nplurals=2; plural=(n != 1);{rest[rest.index(chr(92)) :]}'
    path.write_text(text, encoding="utf-8")
    assert kinds(check(tmp_path)) == [FindingKind.PLURALS]


def test_one_damaged_file_does_not_hide_the_others(tmp_path: Path) -> None:
    findings(tmp_path, "uk", HELP, "")
    (tmp_path / "en.po").write_bytes(b'msgid "\xff\xfe"\n')
    assert kinds(check(tmp_path)) == [FindingKind.UNREADABLE, FindingKind.MISSING]


def test_without_a_template_nothing_can_be_said(tmp_path: Path) -> None:
    [finding] = check(tmp_path)
    assert finding.kind is FindingKind.UNREADABLE
    assert finding.file == files.TEMPLATE


def test_letters_are_counted_as_they_stand_beside_each_other() -> None:
    assert letters("**Barriere\u00adfrei**") == 12
    assert letters("e\u0301") == 1
    assert letters("مساعدة") == 6
