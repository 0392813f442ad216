# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures that QML asks for by address: ``image://icon/<name>/<rrggbb>`` and ``image://qr/<text>``."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

QUIET_MODULES = 4
"""Empty modules around a QR code (ISO/IEC 18004, 6.3.8)."""

_ICON = re.compile(r"([a-z0-9_-]+)/([0-9a-f]{6})")


def render_svg(svg: bytes, size: QSize) -> QImage:
    """The drawing at exactly ``size`` pixels; a null image when it is no SVG."""
    buffer = QBuffer()
    buffer.setData(QByteArray(svg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(size)
    return reader.read()


class IconProvider(QQuickImageProvider):
    """One-colour icons from ``assets/icons``, painted in the colour that the address names."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, address: str, size: QSize, requested: QSize) -> QImage:
        """An unknown name gives a null image, which QML reports as a warning."""
        match = _ICON.fullmatch(address)
        if match is None:
            return QImage()
        name, colour = match.groups()
        path = self._folder / f"{name}.svg"
        if not path.is_file():
            return QImage()
        edge = requested.width() if requested.width() > 0 else 48
        svg = path.read_bytes().replace(b"<svg ", f'<svg fill="#{colour}" '.encode(), 1)
        return render_svg(svg, QSize(edge, edge))


def qr_matrix(text: str) -> list[list[bool]]:
    """The modules of a QR code with error correction M, without its quiet zone."""
    import qrcode  # not needed before the first ticket

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


def qr_image(text: str, module: int) -> QImage:
    """Black on white, ``module`` whole pixels a module, quiet zone included."""
    from PySide6.QtCore import Qt

    matrix = qr_matrix(text)
    edge = len(matrix) + 2 * QUIET_MODULES
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    black = QColor("black").rgb()
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x + QUIET_MODULES, y + QUIET_MODULES, black)
    return image.scaled(
        edge * module,
        edge * module,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.FastTransformation,
    )


class QrProvider(QQuickImageProvider):
    """QR codes. The requested width is the size of a module in pixels."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, address: str, size: QSize, requested: QSize) -> QImage:
        """The code for the percent-encoded text in the address."""
        return qr_image(unquote(address), max(1, requested.width()))
