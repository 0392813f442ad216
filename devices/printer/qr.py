# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""QR codes drawn here, for printers that have none of their own or data that must not be sent as it is."""

from __future__ import annotations

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

from devices.printer.slip import QrLevel, SlipError

_LEVELS = {
    "L": qrcode.constants.ERROR_CORRECT_L,
    "M": qrcode.constants.ERROR_CORRECT_M,
    "Q": qrcode.constants.ERROR_CORRECT_Q,
    "H": qrcode.constants.ERROR_CORRECT_H,
}


def matrix(data: bytes, level: QrLevel) -> list[list[bool]]:
    """The modules without quiet zone. Raises SlipError when ``data`` does not fit at that level."""
    code = qrcode.QRCode(error_correction=_LEVELS[level], border=0)
    code.add_data(data)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise SlipError(f"a QR code of level {level} cannot hold {len(data)} bytes") from error
    return [[bool(module) for module in row] for row in code.get_matrix()]


def qr_modules(data: bytes, level: QrLevel) -> int:
    """Modules along one side. Raises SlipError when ``data`` does not fit."""
    return len(matrix(data, level))


def draw_qr(data: bytes, module: int, level: QrLevel) -> Image.Image:
    """A picture (mode ``1``, set dots black) without quiet zone, ``module`` dots a module."""
    rows = matrix(data, level)
    image = Image.new("1", (len(rows), len(rows)), 0)
    image.putdata([255 if dark else 0 for row in rows for dark in row])
    return image.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
