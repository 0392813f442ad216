# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``backoffice``: serve the API, let terminals and people in, fill in sample data, work at a desk.

Exit codes: 0 done, 1 failed, 2 wrong use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from backoffice.domain.changes import Change
from backoffice.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from backoffice.store import Store

T = TypeVar("T")

app = typer.Typer(
    help="The back office of the Bürgerterminal.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
desk_app = typer.Typer(help="What a clerk does at a desk.", no_args_is_help=True)
app.add_typer(desk_app, name="desk")
people_app = typer.Typer(help="Who may sign in at the desk page.", no_args_is_help=True)
app.add_typer(people_app, name="people")

Database = Annotated[
    str, typer.Option(help="sqlite:///file or postgresql://user@host/name", envvar="BACKOFFICE_DATABASE")
]
Office = Annotated[str, typer.Option(help="Id of the office, e.g. mitte")]
Desk = Annotated[str, typer.Option(help='Name of the desk, e.g. "Platz 1"')]


@app.command()
def serve(
    database: Database,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8080,
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Server processes; more than one needs PostgreSQL")
    ] = 1,
    public_url: Annotated[
        str,
        typer.Option(
            help="Address under which terminals and visitors reach this server through a proxy",
            envvar="BACKOFFICE_PUBLIC_URL",
        ),
    ] = "",
    key_file: Annotated[
        Path | None,
        typer.Option(
            help="Protects hand-overs; made when missing. SQLite: beside the database. PostgreSQL: none, no hand-overs",
            envvar="BACKOFFICE_KEY_FILE",
        ),
    ] = None,
    keep_confirmed: Annotated[
        bool,
        typer.Option(
            help="Keep a confirmed hand-over until the evening instead of deleting it at once",
            envvar="BACKOFFICE_KEEP_CONFIRMED",
        ),
    ] = False,
    keep_days: Annotated[
        int,
        typer.Option(
            min=31,
            max=3660,
            help="For so long numbers, appointments and the record of changes stay for the figures",
            envvar="BACKOFFICE_KEEP_DAYS",
        ),
    ] = 400,
) -> None:
    """Serve the API, its description (/docs, /openapi.json), the status pages and the desk page until stopped."""
    from backoffice.serving import listen, serve_alone, serve_together
    from backoffice.settings import Settings

    try:
        settings = Settings(
            database=database,
            public_url=public_url,
            key_file=key_file,
            keep_confirmed=keep_confirmed,
            keep_days=keep_days,
        )
    except ValueError as error:
        _wrong_use(str(error))
    if workers > 1 and not database.startswith("postgresql"):
        _wrong_use("SQLite is for one server process; more --workers need PostgreSQL")
    # Opened here first, so that what is wrong with it is said in one line.
    with _store(database):
        _check_key_file(settings.vault_file)
    try:
        door = listen(host, port, backlog=1024)
    except OSError as error:
        _fail(f"cannot listen on {host}:{port}: {error.strerror}")
    with door:
        address = f"http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}"
        typer.echo(f"listening on {address} (stop with Ctrl-C)")
        started = serve_alone(settings, door) if workers == 1 else serve_together(settings, door, workers)
    if not started:
        _fail("the server did not start; see the messages above")


@app.command()
def enrol(database: Database, office: Office) -> None:
    """Print a one-time code that lets one terminal into an office within 30 minutes."""
    from backoffice.clock import utc_now
    from backoffice.domain.terminals import new_code

    def work(connection: Connection) -> str:
        code = new_code(connection, office, utc_now())
        _note(connection, office, Change.CODE_MADE, "")
        return code

    typer.echo(_do(database, work))


@app.command("city")
def load(
    database: Database,
    file: Annotated[Path, typer.Argument(help="YAML file, see assets/offices/sample.yaml")],
) -> None:
    """Bring offices, hours, queues, services and desks to what a file says; may be repeated."""
    from backoffice.cityfile import CityFileError, apply_city, load_city

    try:
        city = load_city(file)
    except CityFileError as error:
        _fail(str(error))

    def work(connection: Connection) -> None:
        apply_city(connection, city)
        for entry in city.offices:
            _note(connection, entry.id, Change.CITY_LOADED, city.city.id)

    _do(database, work)
    typer.echo(f"{city.city.name}: {len(city.offices)} offices")


@app.command()
def seed(
    database: Database,
    random_seed: Annotated[int, typer.Option("--seed", help="Another seed, other sample visitors")] = 1,
) -> None:
    """Fill in a sample city with appointments, queues and waiting visitors; may be repeated."""
    from backoffice.clock import utc_now
    from backoffice.sample import DEMO, seed_sample

    _do(database, lambda connection: seed_sample(connection, utc_now(), random_seed))
    typer.echo("sample city ready; appointments to check in with (number/code):")
    for demo in DEMO:
        typer.echo(f"  {demo.number}/{demo.code}  {demo.office_id}{'  cancelled' if demo.cancelled else ''}")


@desk_app.command("open")
def desk_open(database: Database, office: Office, desk: Desk) -> None:
    """Somebody works at this desk today."""
    from backoffice.domain.desks import open_desk

    _at_desk(database, lambda connection, now: open_desk(connection, office, desk, now))
    typer.echo(f"{desk} is open")


@desk_app.command("close")
def desk_close(database: Database, office: Office, desk: Desk) -> None:
    """Nobody works at this desk any more today."""
    from backoffice.domain.desks import close_desk

    _at_desk(database, lambda connection, now: close_desk(connection, office, desk, now))
    typer.echo(f"{desk} is closed")


@desk_app.command("next")
def desk_next(database: Database, office: Office, desk: Desk) -> None:
    """Call the next number."""
    from backoffice.domain.calls import call_next

    called = _at_desk(database, lambda connection, now: call_next(connection, office, desk, now))
    typer.echo(called or "nobody is waiting")


@desk_app.command("finish")
def desk_finish(database: Database, office: Office, desk: Desk) -> None:
    """The visitor at this desk is done."""
    from backoffice.domain.calls import finish

    done = _at_desk(database, lambda connection, now: finish(connection, office, desk, now))
    typer.echo(done or "nobody was there")


@people_app.command("add")
def people_add(
    database: Database,
    office: Office,
    login: Annotated[str, typer.Argument(help="What the person signs in with, e.g. a.muster")],
    name: Annotated[str, typer.Option(help="How colleagues see the person")] = "",
    role: Annotated[
        list[Role] | None, typer.Option(help="What the person is; may be repeated. Without: clerk")
    ] = None,
    whole_city: Annotated[
        bool, typer.Option("--whole-city", help="Administration, figures and terminals of every office")
    ] = False,
) -> None:
    """Let somebody sign in for an office; asks for the password (or reads it from standard input)."""
    from backoffice.clock import utc_now
    from backoffice.domain.people import add_person

    password = _password()
    roles = role or [Role.CLERK]

    def work(connection: Connection) -> None:
        add_person(connection, login, name, office, password, utc_now(), roles=roles, whole_city=whole_city)
        _note(connection, office, Change.PERSON_ADDED, login)

    _do(database, work)
    typer.echo(f"{login} may sign in")


@people_app.command("roles")
def people_roles(
    database: Database,
    login: str,
    role: Annotated[list[Role] | None, typer.Option(help="What the person is; may be repeated")] = None,
    whole_city: Annotated[bool, typer.Option("--whole-city", help="Not only in their own office")] = False,
) -> None:
    """Say anew what somebody may do; without --role nothing any more."""
    from backoffice.domain.people import office_of, set_roles

    def work(connection: Connection) -> None:
        set_roles(connection, login, role or [], whole_city)
        _note(connection, office_of(connection, login), Change.PERSON_CHANGED, login)

    _do(database, work)
    typer.echo(
        f"{login}: {', '.join(role or []) or 'nothing'}{' (whole city)' if role and whole_city else ''}"
    )


@people_app.command("password")
def people_password(database: Database, login: str) -> None:
    """Give somebody a new password; ends what they have open."""
    from backoffice.domain.people import office_of, set_password

    password = _password()

    def work(connection: Connection) -> None:
        set_password(connection, login, password)
        _note(connection, office_of(connection, login), Change.PASSWORD_RENEWED, login)

    _do(database, work)
    typer.echo(f"{login} has a new password")


@people_app.command("remove")
def people_remove(database: Database, login: str) -> None:
    """Somebody may not sign in any more, from now on."""
    from backoffice.domain.people import office_of, remove_person

    def work(connection: Connection) -> None:
        office_id = office_of(connection, login)
        remove_person(connection, login)
        _note(connection, office_id, Change.PERSON_REMOVED, login)

    _do(database, work)
    typer.echo(f"{login} is removed")


@people_app.command("list")
def people_list(database: Database) -> None:
    """Who may sign in."""
    from backoffice.domain.people import all_people

    for person in _do(database, all_people):
        where = f"{person.office_id}{' (whole city)' if person.whole_city else ''}"
        typer.echo(f"{where}  {person.login}  {person.name}  {', '.join(sorted(person.roles))}")


def main() -> None:
    """Entry point of the console script."""
    app()


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _check_key_file(path: Path | None) -> None:
    from backoffice.vault import VaultError, open_vault

    if path is None:
        typer.echo("backoffice: no --key-file, so no hand-overs are taken", err=True)
        return
    try:
        open_vault(path)
    except VaultError as error:
        _fail(str(error))


def _at_desk(database: str, work: Callable[[Connection, datetime], T]) -> T:
    from backoffice.clock import utc_now

    return _do(database, lambda connection: work(connection, utc_now()))


def _note(connection: Connection, office_id: str, what: Change, subject: str) -> None:
    """Into the record of changes, under the name of whoever is signed in to this machine."""
    from backoffice.clock import utc_now
    from backoffice.domain.audit import note

    note(connection, f"shell:{getuser()}"[:80], office_id, what, subject, utc_now())


def _do(database: str, work: Callable[[Connection], T]) -> T:
    """One piece of work on the database; a refusal is a message and exit code 1."""
    from backoffice.domain.errors import RefusedError
    from backoffice.store import StoreUnavailableError

    with _store(database) as store:
        try:
            return store.submit_write(work).result(timeout=60)
        except RefusedError as error:
            _fail(error.detail)
        except (StoreUnavailableError, TimeoutError) as error:
            _fail(f"the database cannot be used: {error}")


@contextmanager
def _store(database: str) -> Iterator[Store]:
    from backoffice.store import StoreUnavailableError, open_store

    try:
        store = open_store(database)
    except ValueError as error:
        _wrong_use(str(error))
    except StoreUnavailableError as error:
        _fail(f"cannot open the database: {error}")
    try:
        yield store
    finally:
        store.close()


def _fail(message: str) -> NoReturn:
    typer.echo(f"backoffice: {message}", err=True)
    raise typer.Exit(1)


def _wrong_use(message: str) -> NoReturn:
    typer.echo(f"backoffice: {message}", err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
