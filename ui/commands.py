# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk``: run the terminal, show it without a display, ask how its devices are, check service files.

Exit codes: 0 done, 1 failed, 2 wrong use (configuration included).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from kiosk.config import Configuration

app = typer.Typer(
    help="The self-service terminal of a citizen office.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
services_app = typer.Typer(help="For authors of service files.", no_args_is_help=True)
app.add_typer(services_app, name="services")
languages_app = typer.Typer(help="For translators.", no_args_is_help=True)
app.add_typer(languages_app, name="languages")
answers_app = typer.Typer(help="For authors of answers and online services.", no_args_is_help=True)
app.add_typer(answers_app, name="answers")
printer_app = typer.Typer(help="For the receipt printer.", no_args_is_help=True)
app.add_typer(printer_app, name="printer")
simulate_app = typer.Typer(help="Devices made of software, played by you.", no_args_is_help=True)
app.add_typer(simulate_app, name="simulate")
staff_app = typer.Typer(help="For whoever looks after the terminals.", no_args_is_help=True)
app.add_typer(staff_app, name="staff")

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="Configuration file; otherwise $KIOSK_CONFIG, /etc/buergerterminal/kiosk.toml, or none",
    ),
]
Folder = Annotated[Path, typer.Option("--dir", help="Folder with service files")]


@app.command()
def run(config: Config = None) -> None:
    """Start the terminal. Without configuration: a sample city, an embedded back office, a virtual printer."""
    from ui.run import leave
    from ui.run import run as run_terminal

    leave(run_terminal(config))


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for screenshots and slips; made if missing")],
) -> None:
    """Play the main journeys through the real window, without a display, and keep a picture of every step."""
    from ui.demo import play

    raise typer.Exit(play(out))


@app.command()
def doctor(
    config: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs")] = False,
) -> None:
    """Say for each device and for the back office: found, status, what to do."""
    from ui.doctor import examine
    from ui.report import in_words

    configuration = _configuration(config)
    _quiet_log()
    reports = examine(configuration)
    if as_json:
        import json

        typer.echo(json.dumps([report.as_dict() for report in reports], ensure_ascii=False, indent=2))
    else:
        typer.echo(in_words(reports))
    raise typer.Exit(0 if all(report.is_good for report in reports) else 1)


@app.command("print")
def print_slip(
    config: Config = None,
    test: Annotated[bool, typer.Option("--test", help="Print the test slip")] = False,
) -> None:
    """Print a test slip and say how long it should and did take."""
    if not test:
        typer.echo("Nothing to print. Try: kiosk print --test", err=True)
        raise typer.Exit(2)
    from ui.testprint import print_test_slip

    configuration = _configuration(config)
    _quiet_log()
    ok, words = print_test_slip(configuration)
    typer.echo(words)
    raise typer.Exit(0 if ok else 1)


@printer_app.command("labels")
def printer_labels(
    config: Config = None,
    again: Annotated[bool, typer.Option("--again", help="Write a second time on the same day")] = False,
) -> None:
    """Put the fixed lines of slips into the printer's memory, in languages that it cannot write itself."""
    from devices.fonts import FontsMissingError
    from kiosk.services import CatalogueError
    from ui.labels import store

    configuration = _configuration(config)
    _quiet_log()
    try:
        ok, words = store(
            configuration, again=again, on_item=lambda done, of: typer.echo(f"{done}/{of}", err=True)
        )
    except CatalogueError as error:
        _fail("\n".join(map(str, error.problems)))
    except (FontsMissingError, OSError) as error:
        _fail(str(error))
    typer.echo(words)
    raise typer.Exit(0 if ok else 1)


@services_app.command("check")
def check_services(directory: Folder = Path("assets/services")) -> None:
    """Check service files; every mistake with its file and line."""
    from kiosk.services import Severity
    from kiosk.services.check import check

    problems = check(_services_folder(directory))
    for problem in problems:
        typer.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings")
    raise typer.Exit(1 if errors else 0)


@languages_app.command("check")
def check_languages() -> None:
    """Say for every language what is missing, out of date, damaged or too long, and who has reviewed it."""
    from kiosk.translation.__main__ import main

    raise typer.Exit(main(["check"]))


@services_app.command("draw")
def draw_services(
    service: Annotated[str, typer.Argument(help="Key of the service, e.g. wohnsitz-anmelden")],
    out: Annotated[
        Path | None, typer.Option("--out", help="SVG file; without it the process is printed as text")
    ] = None,
    directory: Folder = Path("assets/services"),
) -> None:
    """Draw what happens to a visitor of a service, as a picture or as text."""
    from kiosk.services import CatalogueError, load_catalogue
    from kiosk.services.draw import draw, draw_text

    try:
        catalogue = load_catalogue(_services_folder(directory))
    except CatalogueError as error:
        _fail("\n".join(map(str, error.problems)))
    found = catalogue.get(service)
    if found is None:
        typer.echo(f"no service {service!r}; there are: {', '.join(sorted(catalogue.services))}", err=True)
        raise typer.Exit(2)
    if out is None:
        typer.echo(draw_text(found, catalogue))
    else:
        out.write_text(draw(found, catalogue), encoding="utf-8")
        typer.echo(str(out))


@answers_app.command("check")
def check_answers(
    directory: Annotated[
        Path | None, typer.Option("--dir", help="Folder that holds answers, online, services and icons")
    ] = None,
) -> None:
    """Check answers in all languages and online services; every mistake with its file and line."""
    from kiosk.answers.checking import check_all
    from kiosk.assets import assets_dir
    from kiosk.services import CatalogueError, Severity

    try:
        problems = check_all(directory or assets_dir())
    except CatalogueError as error:
        _fail("\n".join(map(str, error.problems)))
    for problem in problems:
        typer.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings")
    raise typer.Exit(1 if errors else 0)


@answers_app.command("find")
def find_answers(
    question: Annotated[str, typer.Argument(help="As a visitor would type it")],
    language: Annotated[str, typer.Option("--language", help="Tag, e.g. de or tr")] = "de",
) -> None:
    """Say which answers a question finds, the best first."""
    from kiosk.answers import shipped

    _quiet_log()
    found = shipped().book(language).search(question)
    for answer in found:
        typer.echo(f"{answer.key}: {answer.title}")
    raise typer.Exit(0 if found else 1)


@simulate_app.command("printer")
def simulate_printer(
    show: Annotated[Path, typer.Option("--show", help="Folder for pictures of the slips; made if missing")],
    profile: Annotated[
        str, typer.Option("--profile", help="A name under devices/printer/profiles/")
    ] = "epson-tm-t20iii",
    baud: Annotated[int, typer.Option("--baud", help="Speed of its line")] = 38400,
    flow: Annotated[str, typer.Option("--flow", help="rtscts, xonxoff or none")] = "rtscts",
) -> None:
    """A receipt printer: says under which URL it is found, draws its slips, and obeys (paper out, cover open …)."""
    from devices.printer import ProfileError, load_profile
    from devices.url import BAUD_RATES
    from ui.simulate import SimulatedPrinter, run

    if baud not in BAUD_RATES:
        _wrong_use(f"--baud {baud} is not possible; one of: {', '.join(map(str, BAUD_RATES))}")
    if flow not in ("rtscts", "xonxoff", "none"):
        _wrong_use(f"--flow {flow} is not possible; one of: rtscts, xonxoff, none")
    _quiet_log()
    try:
        device = SimulatedPrinter(load_profile(profile), baud=baud, flow=flow, show=show, say=typer.echo)
    except ProfileError as error:
        _wrong_use(str(error))
    except OSError as error:
        _fail(f"{show}: {error.strerror or error}")
    run(device, sys.stdin, typer.echo)


@simulate_app.command("scanner")
def simulate_scanner(
    suffix: Annotated[str, typer.Option("--suffix", help="What it sends after each code")] = "cr",
) -> None:
    """A code scanner: says under which URL it is found; each line that you type is one scan."""
    from devices.scanner import SUFFIXES
    from ui.simulate import SimulatedScanner, run

    if suffix not in SUFFIXES:
        _wrong_use(f"--suffix {suffix} is not possible; one of: {', '.join(SUFFIXES)}")
    _quiet_log()
    run(SimulatedScanner(suffix=suffix, say=typer.echo), sys.stdin, typer.echo)


@staff_app.command("pin")
def staff_pin() -> None:
    """Choose the PIN of the staff pages; prints what belongs into kiosk.toml. Nothing is stored."""
    from kiosk.staff.pin import PIN_DIGITS, PinError, hash_pin

    try:
        pin = typer.prompt(f"PIN ({PIN_DIGITS} digits)", hide_input=True, confirmation_prompt="Once more")
        made = hash_pin(pin)
    except PinError as error:
        _wrong_use(str(error))
    typer.echo("[staff]")
    typer.echo(f'pin_hash = "{made}"')


def _configuration(config: Path | None) -> Configuration:
    from kiosk.config import ConfigurationError, find_file, load

    try:
        return load(find_file(config))
    except ConfigurationError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(2) from None


def _quiet_log() -> None:
    from kiosk import log

    log.configure(None, to_stderr=False)


def _services_folder(directory: Path) -> Path:
    if directory.is_dir():
        return directory
    if directory == Path("assets/services"):
        from kiosk.assets import assets_dir

        return assets_dir() / "services"
    typer.echo(f"{directory} is not a folder", err=True)
    raise typer.Exit(2)


def _wrong_use(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
