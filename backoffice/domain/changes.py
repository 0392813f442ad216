# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The acts that stand in the record of changes (:mod:`backoffice.domain.audit`). Kept apart: the command line needs no more."""

from __future__ import annotations

from enum import StrEnum


class Change(StrEnum):
    """What was done."""

    OFFICE_ADDED = "office-added"
    OFFICE_CHANGED = "office-changed"
    OFFICE_CLOSED = "office-closed"
    OFFICE_REOPENED = "office-reopened"
    ABSENCES_CHANGED = "absences-changed"
    CITY_LOADED = "city-loaded"
    """From a file; the subject is the city's short name."""
    NOTICE_CHANGED = "notice-changed"
    HOURS_ADDED = "hours-added"
    HOURS_REMOVED = "hours-removed"
    EXCEPTION_SET = "exception-set"
    EXCEPTION_REMOVED = "exception-removed"
    QUEUE_SET = "queue-set"
    QUEUE_REMOVED = "queue-removed"
    NUMBERS_STOPPED = "numbers-stopped"
    NUMBERS_ALLOWED = "numbers-allowed"
    SERVICE_SET = "service-set"
    SERVICE_REMOVED = "service-removed"
    DESK_SET = "desk-set"
    DESK_REMOVED = "desk-removed"
    CODE_MADE = "code-made"
    TERMINAL_LOCKED = "terminal-locked"
    TERMINAL_UNLOCKED = "terminal-unlocked"
    TERMINAL_TRIAL = "terminal-test-print"
    TERMINAL_RELOADED = "terminal-reload"
    TERMINAL_REVOKED = "terminal-revoked"
    PERSON_ADDED = "person-added"
    PERSON_CHANGED = "person-changed"
    PASSWORD_RENEWED = "password-renewed"  # noqa: S105 - the name of an act
    PERSON_REMOVED = "person-removed"
    ACCESS_GRANTED = "access-granted"
    ACCESS_WITHDRAWN = "access-withdrawn"
    BADGE_MADE = "badge-made"
    BADGE_LOST = "badge-lost"
    OVERRIDE = "override"
    """At a terminal; the subject is number, rule and reason."""
