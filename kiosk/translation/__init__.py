# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The workshop of the catalogue: finds every sentence, merges it into the languages, and checks what came back.

For developers, translators and the build; nothing here runs while a visitor is at the terminal.
"""

from __future__ import annotations

from kiosk.translation.check import Finding, FindingKind, check
from kiosk.translation.sentence import Sentence, UnextractableError

__all__ = ["Finding", "FindingKind", "Sentence", "UnextractableError", "check"]
