# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue as Qt sees it, so that ``qsTr()`` in QML reads the same gettext files as everything else."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from kiosk.languages import Language


class CatalogueTranslator(QTranslator):
    """Serves one language. ``language`` may be exchanged; Qt asks again after ``QQmlEngine.retranslate()``.

    Qt knows one source sentence, gettext two. Where a number decides, the singular is given as the disambiguation:
    ``qsTr("Noch %n Sekunden", "Noch %n Sekunde", n)``.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def isEmpty(self) -> bool:
        """Never: a translator that is empty is not asked."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, count: int = -1) -> str:
        """The sentence in the current language; Qt puts in the number for ``%n`` itself."""
        if count >= 0 and disambiguation:
            return self.language.ngettext(disambiguation, source, count)
        return self.language.gettext(source)
