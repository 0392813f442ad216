# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""All services a terminal knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.services.models import Service, SharedWords, Topic
from kiosk.wire.models import Office

if TYPE_CHECKING:
    from kiosk.forms.models import Form


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A topic and its services, in the order in which they are shown. Never empty."""

    topic: Topic
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Services by key, and the words they share. Build it with :func:`kiosk.services.load_catalogue`."""

    services: Mapping[str, Service]
    shared: SharedWords
    forms: Mapping[str, Form] = field(default_factory=dict)

    @classmethod
    def of(
        cls, services: tuple[Service, ...], shared: SharedWords, forms: Mapping[str, Form] | None = None
    ) -> Catalogue:
        """A catalogue of these services, sorted by rank and title, and of the forms they use."""
        ordered = sorted(services, key=lambda service: (service.rank, service.title))
        return cls(MappingProxyType({service.key: service for service in ordered}), shared, forms or {})

    def __iter__(self) -> Iterator[Service]:
        return iter(self.services.values())

    def __len__(self) -> int:
        return len(self.services)

    def get(self, key: str) -> Service | None:
        """The service, or ``None``: a newer back office may know services that this terminal does not."""
        return self.services.get(key)

    def form_of(self, service: Service) -> Form | None:
        """The guided form of a service, if it has one."""
        return self.forms.get(service.form.key) if service.form else None

    def topics(self) -> tuple[TopicGroup, ...]:
        """The topics that have services, in the order of ``catalogue.yaml``."""
        groups = (
            TopicGroup(topic, tuple(service for service in self if service.topic == topic.key))
            for topic in self.shared.topics
        )
        return tuple(group for group in groups if group.services)

    def offered_at(self, office: Office) -> Catalogue:
        """What a visitor can draw a number for at this office.

        That is what the office lists (an empty list means everything) and has a queue for. Listed keys that this
        terminal does not know are left out.
        """
        letters = {queue.letter for queue in office.queues}
        offered = tuple(
            service
            for service in self
            if (not office.services or service.key in office.services)
            and (not letters or service.queue in letters)
        )
        return Catalogue.of(offered, self.shared, self.forms)
