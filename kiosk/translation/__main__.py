# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command behind ``script/languages``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from babel import UnknownLocaleError

from kiosk.languages import Language
from kiosk.services import CatalogueError
from kiosk.translation import catalogue
from kiosk.translation.check import check
from kiosk.translation.sentence import UnextractableError
from kiosk.translation.sources import DOMAINS, checkout


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run a command on the checkout ``root``; 0 is well, 1 is something to mend, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="script/languages", description="Keeps the catalogue of languages.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="collect all sentences and merge them into every language")
    commands.add_parser("check", help="say what is missing, out of date, damaged or too long")
    commands.add_parser(
        "compile", help="make the files that the terminal reads faster (.mo); script/setup does it"
    )
    adding = commands.add_parser("new", help="begin a language")
    adding.add_argument("tag", help="its tag, e.g. uk or pt-BR (BCP 47)")
    chosen = parser.parse_args(arguments)
    root = root or checkout()
    languages = root / "assets" / "languages"
    try:
        match chosen.command:
            case "update":
                return _update(languages, root)
            case "check":
                return _check(languages, root)
            case "compile":
                return _compile(languages)
            case _:
                return _new(languages, root, chosen.tag)
    except UnextractableError as error:
        print(f"These sentences cannot be collected:\n{error}", file=sys.stderr)
    except CatalogueError as error:
        print(f"The service files are wrong; see `kiosk services check`.\n{error}", file=sys.stderr)
    except catalogue.CatalogueFileError as error:
        print(error, file=sys.stderr)
    return 1


def _update(languages: Path, root: Path) -> int:
    changed = catalogue.update(languages, root)
    for path in changed:
        print(f"changed {path.relative_to(root)}")
    if not changed:
        print("All languages are up to date.")
    return 0


def _check(languages: Path, root: Path) -> int:
    stale = catalogue.outdated(languages, root)
    for path in stale:
        print(f"{path.relative_to(root)}: out of date; run `script/languages update`")
    findings = [finding for domain in DOMAINS for finding in check(languages / domain.folder)]
    for finding in findings:
        print(finding)
    for domain in DOMAINS:
        for path in sorted((languages / domain.folder).glob("*.po")):
            if catalogue.NEEDS_REVIEW in path.read_text(encoding="utf-8"):
                print(f"{path.relative_to(root)}: not reviewed by a native speaker yet")
    if stale or findings:
        print(f"{len(stale) + len(findings)} to mend.")
        return 1
    print("All languages are complete.")
    return 0


def _compile(languages: Path) -> int:
    for path in sorted(languages.glob("*.po")):
        path.with_suffix(".mo").write_bytes(Language(path.stem, path).compiled())
    return 0


def _new(languages: Path, root: Path, tag: str) -> int:
    for domain in DOMAINS:
        path = languages / domain.folder / f"{tag}.po"
        if path.exists():
            print(f"{path.relative_to(root)} is there already.", file=sys.stderr)
            return 1
        try:
            empty = catalogue.new(tag)
        except (UnknownLocaleError, ValueError):
            print(f"»{tag}« is not the tag of a language.", file=sys.stderr)
            return 2
        path.write_text(catalogue.written(empty, tag), encoding="utf-8", newline="\n")
    return _update(languages, root)


if __name__ == "__main__":
    sys.exit(main())
