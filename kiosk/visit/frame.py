# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page of a visit has around it, at the moment of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.screens import Frame, Overlay
from kiosk.visit.settings import Settings

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


def frame_of(visit: Visit, overlay: Overlay, settings: Settings, seconds_left: int | None) -> Frame:
    """The frame of the page that is to be seen. Staff read the office's language, whoever the visitor is."""
    for_staff = visit.layer.is_unlocked
    return Frame(
        language=visit.around.language if for_staff else visit.language,
        can_go_back=visit.can_go_back,
        can_end=visit.is_going_on and not for_staff,
        overlay=overlay,
        seconds_left=seconds_left,
        settings=settings.chosen,
        help_called=visit.help.call is not None,
        help_coming=visit.help.is_coming,
        can_unlock=visit.can_unlock,
        staff=for_staff,
        can_speak=visit.around.can_speak,
        headphones=settings.headphones,
        rate=settings.voice.rate,
        gain_db=settings.voice.gain_db,
        repeats=settings.voice.repeats,
    )
