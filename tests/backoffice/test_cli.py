# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from getpass import getuser
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from backoffice.cli import app
from backoffice.domain.audit import entries
from backoffice.sample import sample_file
from backoffice.store import open_store


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_seed_then_enrol_gives_a_code(empty_database: str) -> None:
    code, out, _ = run("seed", "--database", empty_database)
    assert code == 0
    assert "100001/1111" in out
    code, out, _ = run("enrol", "--database", empty_database, "--office", "mitte")
    assert code == 0
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}\n", out)


def test_a_clerk_can_work_through_a_queue(empty_database: str) -> None:
    where = ("--database", empty_database, "--office", "mitte", "--desk", "Platz 4")
    run("seed", "--database", empty_database)
    assert run("desk", "next", *where) == (1, "", "backoffice: open the desk first\n")
    assert run("desk", "open", *where)[0] == 0
    code, out, _ = run("desk", "next", *where)
    assert code == 0
    assert re.fullmatch(r"[ABC] \d{3}\n", out) or out == "nobody is waiting\n"
    assert run("desk", "finish", *where)[0] == 0
    assert run("desk", "close", *where) == (0, "Platz 4 is closed\n", "")


def with_password(password: str, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), input=f"{password}\n")
    return result.exit_code, result.stdout, result.stderr


def test_people_are_let_in_listed_given_a_password_and_removed(empty_database: str) -> None:
    where = ("--database", empty_database)
    run("seed", *where)
    add = ("people", "add", *where, "--office", "mitte", "--name", "A. Muster")
    assert with_password("long enough to keep", *add, "a.muster")[0] == 0
    assert run("people", "list", *where)[1] == "mitte  a.muster  A. Muster  clerk\n"
    assert (
        run("people", "roles", *where, "a.muster", "--role", "admin", "--role", "floor", "--whole-city")[0]
        == 0
    )
    assert run("people", "list", *where)[1] == "mitte (whole city)  a.muster  A. Muster  admin, floor\n"
    assert run("people", "roles", *where, "a.muster", "--role", "mayor")[0] == 2
    assert with_password("another long one", "people", "password", *where, "a.muster")[0] == 0
    assert "exists already" in with_password("long enough to keep", *add, "a.muster")[2]
    assert "12 to 200 characters" in with_password("short", *add, "b.muster")[2]
    assert "small letters" in with_password("long enough to keep", *add, "B Muster")[2]
    assert run("people", "remove", *where, "a.muster")[0] == 0
    assert run("people", "remove", *where, "a.muster") == (1, "", "backoffice: there is no a.muster\n")
    assert run("people", "list", *where)[1] == ""


def test_what_the_command_line_changes_stands_in_the_record(empty_database: str, tmp_path: Path) -> None:
    where = ("--database", empty_database)
    run("seed", *where)
    file = tmp_path / "city.yaml"
    file.write_text(
        """
city: {id: musterstadt, name: Musterstadt}
offices:
  - {id: mitte, name: Mitte, state: BW, address: {street: A 1, postal_code: "70173", city: Stuttgart}}
""",
        encoding="utf-8",
    )
    run("city", *where, str(file))
    run("enrol", *where, "--office", "mitte")
    with_password("long enough to keep", "people", "add", *where, "--office", "mitte", "a.muster")
    run("people", "roles", *where, "a.muster", "--role", "floor")
    with_password("another long one", "people", "password", *where, "a.muster")
    run("people", "remove", *where, "a.muster")
    run("people", "remove", *where, "nobody")
    with closing(open_store(empty_database)) as store:
        found = store.submit_read(lambda connection: entries(connection, "mitte")).result(30)
    assert [(entry.what, entry.subject) for entry in reversed(found)] == [
        ("city-loaded", "musterstadt"),
        ("code-made", ""),
        ("person-added", "a.muster"),
        ("person-changed", "a.muster"),
        ("password-renewed", "a.muster"),
        ("person-removed", "a.muster"),
    ]
    assert {entry.login for entry in found} == {f"shell:{getuser()}"}


def test_a_key_file_that_is_none_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.key"
    wrong.write_text("no key", encoding="utf-8")
    where = ("--database", f"sqlite:///{tmp_path / 'a.db'}", "--key-file", str(wrong))
    code, _, err = run("serve", *where)
    assert code == 1
    assert f"{wrong}: not a key file" in err


def test_an_unknown_office_is_exit_code_1(empty_database: str) -> None:
    code, out, err = run("enrol", "--database", empty_database, "--office", "atlantis")
    assert (code, out) == (1, "")
    assert "atlantis" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("enrol",),
        ("nonsense",),
        ("seed", "--database", "mysql://host/name"),
        ("serve", "--database", "sqlite://"),
        ("serve", "--database", "sqlite:///a.db", "--port", "70000"),
        ("serve", "--database", "sqlite:///a.db", "--public-url", "termin.example"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_a_database_that_cannot_be_used_is_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database" * 1000)
    for command in (("seed",), ("serve",), ("enrol", "--office", "mitte")):
        code, _, err = run(*command, "--database", f"sqlite:///{tmp_path / 'a.db'}")
        assert code == 1
        assert "not a database" in err


def test_a_taken_port_is_exit_code_1(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, err = run("serve", "--database", f"sqlite:///{tmp_path / 'a.db'}", "--port", port)
    assert code == 1
    assert f"127.0.0.1:{port}" in err


def test_the_server_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'a.db'}"
    command = [sys.executable, "-u", "-m", "backoffice.cli", "serve", "--database", address, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            match = re.match(r"listening on (http://127\.0\.0\.1:\d+) ", process.stdout.readline())
            assert match is not None
            answer = httpx2.get(f"{match[1]}/openapi.json", timeout=30)
            assert answer.status_code == 200
            assert answer.headers["buergerterminal-api"] == "1"
            process.send_signal(signal.SIGTERM)
            process.wait(20)
        finally:
            process.kill()
        assert process.returncode in {0, -signal.SIGTERM}
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_city_file_is_brought_in_and_a_wrong_one_is_named(empty_database: str, tmp_path: Path) -> None:
    sample = str(sample_file())
    code, out, _ = run("city", "--database", empty_database, sample)
    assert code == 0
    assert "5 offices" in out
    assert run("city", "--database", empty_database, sample)[0] == 0, "may be repeated"
    assert run("enrol", "--database", empty_database, "--office", "mitte")[0] == 0
    wrong = tmp_path / "city.yaml"
    wrong.write_text("city: {id: x}", encoding="utf-8")
    code, _, err = run("city", "--database", empty_database, str(wrong))
    assert code == 1
    assert "city.yaml" in err
