# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backoffice.requests import KINDS, MODELS, bodies
from tests.backoffice.world import Kiosk, problem_code

JSON = {"Content-Type": "application/json"}

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(
        ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-24", "A", str(uuid4())]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(kind=st.sampled_from(KINDS), data=st.data())
def test_no_value_in_any_field_is_a_fault_of_the_server(kiosk: Kiosk, kind: str, data: st.DataObject) -> None:
    path, body = bodies(kiosk)[kind]
    name = data.draw(st.sampled_from(sorted(MODELS[kind].model_fields)))
    raw = json.dumps({**body, name: data.draw(anything)}).encode()
    answer = kiosk.request("PUT", path, raw, **JSON)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        problem_code(answer, answer.status_code)
