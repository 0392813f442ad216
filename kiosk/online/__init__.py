# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services that only exist online: their conditions as questions, then on with the visitor's own phone.

A file of ``assets/online`` is one of them; it needs no Python. ``docs/answers.md`` explains the keys.
"""

from kiosk.online.load import OnlineServices, load_online, shipped
from kiosk.online.models import OnlineService, Question, Refusal, YesNo

__all__ = ["OnlineService", "OnlineServices", "Question", "Refusal", "YesNo", "load_online", "shipped"]
