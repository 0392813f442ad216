# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office offers what it lists and has a queue for; the shipped services fit the screens."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from kiosk.assets import assets_dir
from kiosk.services import Catalogue, load_catalogue
from kiosk.services.check import ROWS, TITLE_LETTERS, check
from kiosk.services.problems import Severity
from kiosk.wire.models import Address, Office, Queue


def _office(*, queues: str = "", services: tuple[str, ...] = ()) -> Office:
    return Office(
        id="amt",
        name="Amt",
        address=Address(street="Weg 1", postal_code="70173", city="Stuttgart"),
        state="BW",
        queues=tuple(Queue(letter=letter, waiting_area="1") for letter in queues),
        services=services,
    )


def test_an_unknown_service_is_none_and_not_an_error(shipped: Catalogue) -> None:
    assert shipped.get("gibt-es-nicht") is None


def test_an_office_offers_what_it_lists(shipped: Catalogue) -> None:
    office = _office(queues="ABC", services=("meldebescheinigung", "wohnsitz-anmelden", "noch-unbekannt"))
    offered = shipped.offered_at(office)
    assert {service.key for service in offered} == {"meldebescheinigung", "wohnsitz-anmelden"}


def test_an_office_without_a_list_offers_all_it_has_a_queue_for(shipped: Catalogue) -> None:
    assert {service.queue for service in shipped.offered_at(_office(queues="KL"))} == {"K", "L"}
    assert len(shipped.offered_at(_office())) == len(shipped)


def test_a_listed_service_without_a_queue_is_not_offered(shipped: Catalogue) -> None:
    assert len(shipped.offered_at(_office(queues="A", services=("wohnsitz-anmelden",)))) == 0


def test_topics_keep_the_order_of_the_file_and_services_their_rank(shipped: Catalogue) -> None:
    groups = shipped.topics()
    assert [group.topic.key for group in groups] == [topic.key for topic in shipped.shared.topics]
    assert [service.key for service in groups[0].services][:2] == ["wohnsitz-anmelden", "wohnsitz-abmelden"]
    assert sum(len(group.services) for group in groups) == len(shipped)


def test_an_office_sees_only_topics_with_services(shipped: Catalogue) -> None:
    topics = {group.topic.key for group in shipped.offered_at(_office(queues="KL")).topics()}
    assert topics == {"aufenthalt", "abholen", "bescheinigungen", "kontakt"}


@pytest.mark.parametrize("queues", ["ABCF", "KL"])
def test_the_first_list_and_every_topic_fit_on_a_page(shipped: Catalogue, queues: str) -> None:
    groups = shipped.offered_at(_office(queues=queues)).topics()
    assert len(groups) < ROWS, "one row is for something else"
    assert all(len(group.services) <= ROWS for group in groups)


def test_the_shipped_files_have_no_errors(shipped: Catalogue) -> None:
    problems = check(assets_dir() / "services")
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert len(shipped) >= 18
    assert all(len(service.title) <= TITLE_LETTERS for service in shipped)


def test_what_concerns_residence_permits_is_sensitive(shipped: Catalogue) -> None:
    for service in shipped.offered_at(_office(queues="KL")):
        assert service.sensitive, service.key


def test_order_does_not_depend_on_the_names_of_files(folder: Any) -> None:
    text = (folder.path / "anmelden.yaml").read_text()
    folder.write("zuerst.yaml", text.replace("key: anmelden", "key: zuerst\nrank: 1"))
    folder.write("zuletzt.yaml", text.replace("key: anmelden", "key: zuletzt\nrank: 99"))
    assert [service.key for service in folder.load()] == ["zuerst", "anmelden", "zuletzt"]


def test_loading_is_cheap_enough_for_the_start() -> None:
    def seconds() -> float:
        before = time.process_time()
        load_catalogue(assets_dir() / "services")
        return time.process_time() - before

    # 20 ms where this was written; the limit leaves room for slow machines, not for another algorithm
    assert min(seconds() for _ in range(5)) < 0.2


def test_the_example_in_the_handbook_is_a_service(folder: Any) -> None:
    handbook = (assets_dir().parent / "docs" / "services.md").read_text()
    example = re.search(r"```yaml\n(key: (\S+)\n.*?)```", handbook, re.DOTALL)
    assert example
    folder.write("catalogue.yaml", (assets_dir() / "services" / "catalogue.yaml").read_bytes())
    (folder.path / "anmelden.yaml").unlink()
    folder.write(f"{example[2]}.yaml", example[1])
    assert load_catalogue(folder.path, assets_dir() / "icons").get(example[2])
