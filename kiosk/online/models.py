# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a file of ``assets/online`` holds. All texts are German sources of the one text catalogue."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from kiosk.services.models import Evidence, IconName, Line, ServiceModel
from kiosk.wire.models import Slug


class YesNo(StrEnum):
    """What a visitor answers."""

    YES = "yes"
    NO = "no"


class Refusal(ServiceModel):
    """Why it does not go on online, and what to do instead. ``service`` is offered at the terminal in its place."""

    reason: Line
    instead: Line
    service: Slug | None = None


class Question(ServiceModel):
    """One condition. ``wanted`` is the answer with which it is met."""

    key: Slug
    question: Line
    hint: Line | None = None
    wanted: Annotated[YesNo, Field(strict=False)] = YesNo.YES
    norm: Line | None = None
    evidence: Annotated[Evidence, Field(strict=False)] = Evidence.PRACTICE
    otherwise: Refusal


class OnlineService(ServiceModel):
    """One service. ``key`` also names its address among the ``online_links`` of a city: without one it is not offered.

    ``ready`` is what to have at hand; ``steps`` what happens on the phone; ``service`` its counterpart at a desk.
    """

    key: Slug
    title: Line
    hint: Line
    icon: IconName = "smartphone"
    service: Slug | None = None
    norms: tuple[Line, ...] = ()
    questions: tuple[Question, ...] = ()
    ready: tuple[Line, ...] = ()
    steps: Annotated[tuple[Line, ...], Field(min_length=1, max_length=4)]
    cost: Line | None = None

    @model_validator(mode="after")
    def _questions_once(self) -> OnlineService:
        keys = [question.key for question in self.questions]
        if len(set(keys)) != len(keys):
            raise ValueError("a question is here twice")
        return self
