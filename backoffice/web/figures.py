# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/figures``: how the days were, as charts with a table beside each, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from backoffice.api.context import Context
from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.figures import MOST_DAYS, Figures, Line, Minutes, figures
from backoffice.domain.people import Session
from backoffice.domain.roles import Right
from backoffice.titles import service_titles
from backoffice.web.charts import bars, german
from backoffice.web.office_choice import chosen_office, office_names
from backoffice.web.render import page
from backoffice.web.sessions import for_staff

router = APIRouter(include_in_schema=False)

PAGE = "/figures"
USUAL_DAYS = 7
_WRONG = f"Bitte geben Sie zwei Tage an, den ersten zuerst, höchstens {MOST_DAYS} Tage auseinander."
HEADINGS = (
    "Nummern",
    "Wartezeit Mittel",
    "Wartezeit Median",
    "Wartezeit 90 %",
    "Bedienzeit Mittel",
    "Bedienzeit Median",
    "Verpasst",
)


async def show(request: Request, context: Context, session: Session) -> Response:
    """The page."""
    office_id, first, last, found, message = await _found(request, context, session)
    offices = await context.read(partial(office_names, home=session.person.office_id))
    groups = [] if found is None else _groups(found)
    return page(
        "figures.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if message else HTTPStatus.OK,
        css="desk.css admin.css",
        forms=True,
        tag="de",
        session=session,
        office=offices[office_id],
        office_id=office_id,
        offices=offices if session.person.whole_city else {},
        first=first,
        last=last,
        found=found,
        groups=groups,
        message=message,
        headings=HEADINGS,
        cells=_cells,
        german=lambda value: "–" if value is None else german(value),
    )


async def download(request: Request, context: Context, session: Session) -> Response:
    """The same figures for a spreadsheet: semicolons and decimal commas, as German ones expect."""
    office_id, first, last, found, message = await _found(request, context, session)
    if found is None:
        return Response(message, HTTPStatus.UNPROCESSABLE_ENTITY, media_type="text/plain; charset=utf-8")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Gruppe", "Name", *HEADINGS])
    total = Line("alle", found.tickets, found.wait, found.service, found.missed)
    writer.writerow(["gesamt", "alle", *_cells(total)])
    for group in _groups(found):
        for name, line in zip(group["names"], group["lines"], strict=True):
            writer.writerow([group["title"], _inert(name), *_cells(line)])
    for name, value in _totals(found):
        writer.writerow(["gesamt", name, value])
    return Response(
        "\ufeff" + text.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="auswertung-{office_id}-{first}-{last}.csv"',
            "Cache-Control": "no-store",
        },
    )


async def _found(
    request: Request, context: Context, session: Session
) -> tuple[str, str, str, Figures | None, str]:
    asked = request.query_params
    office_id = await chosen_office(context, session, asked.get("office"), Right.FIGURES)
    now = context.now()
    zone = (await context.read(partial(office_names, home=session.person.office_id)))[office_id].time_zone
    today = business_day(now, zone)
    first_text = asked.get("first") or (today - timedelta(days=USUAL_DAYS - 1)).isoformat()
    last_text = asked.get("last") or today.isoformat()

    def read(connection: Connection) -> Figures:
        first, last = date.fromisoformat(first_text[:10]), date.fromisoformat(last_text[:10])
        if not (2000 <= first.year <= 2199 and 2000 <= last.year <= 2199):
            raise ValueError
        return figures(connection, office_id, first, last, now)

    try:
        found = await context.read(read)
    except (ValueError, RefusedError):
        return office_id, first_text[:20], last_text[:20], None, _WRONG
    return office_id, found.first.isoformat(), found.last.isoformat(), found, ""


def _groups(found: Figures) -> list[dict[str, Any]]:
    titles = service_titles()
    return [
        _group("Nach Uhrzeit", "Stunde", found.by_hour, [f"{line.name} Uhr" for line in found.by_hour]),
        _group(
            "Nach Anliegen",
            "Anliegen",
            found.by_service,
            [titles.get(line.name, line.name) for line in found.by_service],
            [str(number) for number in range(1, len(found.by_service) + 1)],
        ),
        _group(
            "Nach Terminal",
            "Terminal",
            found.by_terminal,
            [f"Terminal {line.name}" for line in found.by_terminal],
            [line.name for line in found.by_terminal],
        ),
        _group(
            "Nach Tag",
            "Tag",
            found.by_day,
            [f"{date.fromisoformat(line.name):%d.%m.%Y}" for line in found.by_day],
            [f"{date.fromisoformat(line.name):%d.%m.}" for line in found.by_day],
        ),
    ]


def _group(
    title: str, column: str, lines: Sequence[Line], names: list[str], short: list[str] | None = None
) -> dict[str, Any]:
    labels = short or [line.name for line in lines]
    return {
        "title": title,
        "column": column,
        "lines": lines,
        "names": names,
        "labels": labels,
        "numbered": short is not None and column == "Anliegen",
        "tickets": bars(labels, [line.tickets for line in lines]),
        "waits": bars(labels, [line.wait.middle for line in lines], decimals=1),
    }


def _cells(line: Line) -> list[str]:
    def minutes(value: float | None) -> str:
        return "" if value is None else german(value)

    def both(spent: Minutes) -> list[str]:
        return [minutes(spent.mean), minutes(spent.middle)]

    return [
        str(line.tickets),
        *both(line.wait),
        minutes(line.wait.most),
        *both(line.service),
        str(line.missed),
    ]


def _totals(found: Figures) -> Sequence[tuple[str, int]]:
    totals: Mapping[str, int] = {
        "Nummern mit Termin": found.with_appointment,
        "Nummern ohne Verbindung ausgegeben": found.offline,
        "Termine": found.appointments,
        "Termine ohne Ankunft": found.no_shows,
        "Termine abgesagt": found.cancelled,
    }
    return list(totals.items())


def _inert(words: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t", "\r"} else words


router.add_route(PAGE, for_staff(show, Right.FIGURES), methods=["GET"])
router.add_route(f"{PAGE}.csv", for_staff(download, Right.FIGURES), methods=["GET"])
