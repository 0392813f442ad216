# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Queues, services and desks of an office as its administrators set them up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from backoffice.clock import business_day
from backoffice.domain.audit import Change, note
from backoffice.domain.errors import RefusedError
from backoffice.domain.inputs import Act, Done, FieldError
from backoffice.domain.rows import upsert
from backoffice.schema import desk, desk_queue, lease, number_counter, office, office_service, queue, ticket

_TEXT = 200


def set_queue(connection: Connection, act: Act) -> Done:
    """A new queue, or other words for one there is.

    Raises:
        FieldError: something is missing or malformed.
    """
    letter = act.letter("letter")
    known = connection.execute(
        select(queue.c.position).where(queue.c.office_id == act.office_id, queue.c.letter == letter)
    ).scalar_one_or_none()
    last = connection.execute(
        select(func.max(queue.c.position)).where(queue.c.office_id == act.office_id)
    ).scalar()
    upsert(
        connection,
        queue,
        {
            "office_id": act.office_id,
            "letter": letter,
            "position": known if known is not None else (0 if last is None else last + 1),
            "waiting_area": act.text("waiting_area", _TEXT),
            "waiting_area_detail": act.text("waiting_area_detail", _TEXT, needed=False),
            "walk_in": act.flag("walk_in"),
        },
    )
    return _done(connection, act, Change.QUEUE_SET, letter)


def remove_queue(connection: Connection, act: Act) -> Done:
    """A queue that nothing hangs on goes.

    Raises:
        RefusedError: ``queue-in-use``: services, desks, or numbers of any day belong to it.
    """
    letter = act.letter("letter")
    for table in (office_service, desk_queue, number_counter, lease, ticket):
        used = connection.execute(
            select(table.c.queue).where(table.c.office_id == act.office_id, table.c.queue == letter).limit(1)
        ).first()
        if used is not None:
            raise RefusedError("queue-in-use", f"{table.name} refers to it")
    connection.execute(delete(queue).where(queue.c.office_id == act.office_id, queue.c.letter == letter))
    return _done(connection, act, Change.QUEUE_REMOVED, letter)


def stop_numbers(connection: Connection, act: Act) -> Done:
    """No more numbers in this queue today; tomorrow there are some again."""
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == act.office_id)).scalar_one()
    return _numbers(connection, act, business_day(act.now, zone), Change.NUMBERS_STOPPED)


def allow_numbers(connection: Connection, act: Act) -> Done:
    """Numbers are given again."""
    return _numbers(connection, act, None, Change.NUMBERS_ALLOWED)


def set_service(connection: Connection, act: Act) -> Done:
    """Offer a service here: in which queue it waits and how many minutes the city plans for it.

    Raises:
        FieldError: also when there is no such queue.
    """
    service, letter = act.slug("service"), act.letter("queue")
    minutes = act.number("minutes", 1, 240)
    _require_queues(connection, act, "queue", [letter])
    position = connection.execute(
        select(office_service.c.position).where(
            office_service.c.office_id == act.office_id, office_service.c.service == service
        )
    ).scalar_one_or_none()
    last = connection.execute(
        select(func.max(office_service.c.position)).where(office_service.c.office_id == act.office_id)
    ).scalar()
    upsert(
        connection,
        office_service,
        {
            "office_id": act.office_id,
            "service": service,
            "position": position if position is not None else (0 if last is None else last + 1),
            "queue": letter,
            "minutes": minutes,
        },
    )
    return _done(connection, act, Change.SERVICE_SET, service)


def remove_service(connection: Connection, act: Act) -> Done:
    """A service is not offered here any more; numbers already drawn for it stay.

    Raises:
        RefusedError: ``last-service``: none left would mean all of the catalogue.
    """
    service = act.slug("service")
    mine = office_service.c.office_id == act.office_id
    others = connection.execute(
        select(func.count()).select_from(office_service).where(mine, office_service.c.service != service)
    ).scalar_one()
    if not others:
        raise RefusedError("last-service", "an office without services offers all of the catalogue")
    connection.execute(delete(office_service).where(mine, office_service.c.service == service))
    return _done(connection, act, Change.SERVICE_REMOVED, service)


def set_desk(connection: Connection, act: Act) -> Done:
    """A new desk, or other queues for one there is.

    Raises:
        FieldError: also when there is no such queue.
    """
    name, letters = act.text("name", 40), act.letters("queues")
    _require_queues(connection, act, "queues", letters)
    upsert(connection, desk, {"office_id": act.office_id, "name": name})
    connection.execute(
        delete(desk_queue).where(desk_queue.c.office_id == act.office_id, desk_queue.c.desk == name)
    )
    for letter in letters:
        connection.execute(desk_queue.insert().values(office_id=act.office_id, desk=name, queue=letter))
    return _done(connection, act, Change.DESK_SET, name)


def remove_desk(connection: Connection, act: Act) -> Done:
    """A desk goes.

    Raises:
        RefusedError: ``desk-in-use``: somebody works there today.
    """
    name = act.text("name", 40)
    place = (desk.c.office_id == act.office_id, desk.c.name == name)
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == act.office_id)).scalar_one()
    opened = connection.execute(select(desk.c.opened_on).where(*place)).scalar_one_or_none()
    if opened == business_day(act.now, zone):
        raise RefusedError("desk-in-use", "close it first")
    connection.execute(
        delete(desk_queue).where(desk_queue.c.office_id == act.office_id, desk_queue.c.desk == name)
    )
    connection.execute(delete(desk).where(*place))
    return _done(connection, act, Change.DESK_REMOVED, name)


def read_queues(connection: Connection, act: Act) -> dict[str, Any]:
    """What the page shows: queues, services in their order, desks with the letters they call."""
    letters: dict[str, list[str]] = {}
    for row in connection.execute(
        select(desk_queue).where(desk_queue.c.office_id == act.office_id).order_by(desk_queue.c.queue)
    ):
        letters.setdefault(row.desk, []).append(row.queue)
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == act.office_id)).scalar_one()
    return {
        "today": business_day(act.now, zone),
        "queues": connection.execute(
            select(queue).where(queue.c.office_id == act.office_id).order_by(queue.c.position)
        ).all(),
        "services": connection.execute(
            select(office_service)
            .where(office_service.c.office_id == act.office_id)
            .order_by(office_service.c.position)
        ).all(),
        "desks": [
            (row, letters.get(row.name, []))
            for row in connection.execute(
                select(desk).where(desk.c.office_id == act.office_id).order_by(desk.c.name)
            )
        ],
    }


def _numbers(connection: Connection, act: Act, day: Any, what: Change) -> Done:
    letter = act.letter("letter")
    changed = connection.execute(
        update(queue)
        .where(queue.c.office_id == act.office_id, queue.c.letter == letter)
        .values(numbers_stopped_on=day)
    )
    if changed.rowcount != 1:
        raise FieldError("letter", "unknown")
    return _done(connection, act, what, letter)


def _require_queues(connection: Connection, act: Act, field: str, letters: list[str]) -> None:
    known = set(
        connection.execute(select(queue.c.letter).where(queue.c.office_id == act.office_id)).scalars()
    )
    if not set(letters) <= known:
        raise FieldError(field, "unknown")


def _done(connection: Connection, act: Act, what: Change, subject: str) -> Done:
    note(connection, act.who.login, act.office_id, what, subject, act.now)
    return Done("saved")
