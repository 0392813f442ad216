# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's window: loads the QML, shows screens, sends events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.environment import prepare_qt

prepare_qt()

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer, QUrl  # noqa: E402
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage  # noqa: E402
from PySide6.QtQml import QQmlApplicationEngine, QQmlError  # noqa: E402
from PySide6.QtQuick import QQuickWindow  # noqa: E402

from kiosk.assets import assets_dir  # noqa: E402
from kiosk.languages import SOURCE, Language, Languages  # noqa: E402
from ui.bridge import Bridge  # noqa: E402
from ui.images import IconProvider, QrProvider  # noqa: E402
from ui.translator import CatalogueTranslator  # noqa: E402

if TYPE_CHECKING:
    from kiosk.config import KeysSection
    from kiosk.visit.events import Event
    from kiosk.visit.screens import Screen

QML = Path(__file__).with_name("qml")

FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
LATER_FONTS = ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")
GREETING = ("Guten Tag!", "Was möchten Sie tun?")
STILL_THERE = "Sind Sie noch da?"
ASKED_IN = ("de", "en", "tr", "uk", "ar")
"""Whoever does not read the visitor's language reads, most likely, one of these (four are shown)."""
FAMILIES = ["Noto Sans", "Noto Sans Arabic"]


def _warn(event: str, **details: str) -> None:
    import structlog  # takes 100 ms and is needed only when something is wrong

    structlog.get_logger(__name__).warning(event, **details)


class WindowError(RuntimeError):
    """The window cannot be shown. The message says why."""


class _InputWatch(QObject):
    """Sees every touch and key before the page does: signs of life, and which of the two was used last."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.TouchBegin:
                self._bridge.set_keyboard_used(False)
                self._bridge.touched()
            case QEvent.Type.KeyPress:
                self._bridge.set_keyboard_used(True)
                self._bridge.touched()
        return False


class TerminalWindow:
    """Makes the application and the window.

    Args:
        send: gets every event a visitor causes, in the GUI thread.
        languages: what the catalogue holds.
        full_screen: whether to fill the screen; ``size`` counts otherwise.
        size: width and height in pixels.
        motion: false for screenshots and for "reduced motion": pages then change at once.

    Raises:
        WindowError: the QML cannot be loaded.
    """

    def __init__(
        self,
        send: Callable[[Event], None],
        *,
        languages: Languages,
        full_screen: bool,
        size: tuple[int, int] = (1080, 1920),
        motion: bool = True,
    ) -> None:
        existing = QGuiApplication.instance()
        self.app = existing if isinstance(existing, QGuiApplication) else QGuiApplication(["kiosk"])
        self._languages = languages
        self._language: Language = languages.source
        self._header: tuple[str, str, datetime] | None = None
        self._screen: Screen | None = None
        self._warmed = False
        self.qml_warnings: list[str] = []
        """What the QML engine complained about, newest last, at most a hundred."""

        self._load_fonts(FIRST_FONTS)
        font = QFont()
        font.setFamilies(FAMILIES)
        self.app.setFont(font)

        self.bridge = Bridge(send)
        self.bridge.set_motion(motion)
        self._translator = CatalogueTranslator(self._language)
        self.app.installTranslator(self._translator)
        self.bridge.set_languages([{"tag": known.tag, "name": known.name} for known in languages])
        self._tell_language()

        self._engine = QQmlApplicationEngine()
        self._engine.setOutputWarningsToStandardError(False)
        self._engine.warnings.connect(self._log_warnings)
        self._engine.addImageProvider("icon", IconProvider(assets_dir() / "icons"))
        self._engine.addImageProvider("qr", QrProvider())
        self._engine.addImportPath(str(QML))
        self._engine.setInitialProperties(
            {
                "bridge": self.bridge,
                "width": size[0],
                "height": size[1],
                "fullScreen": full_screen,
                "scannerPicture": QUrl.fromLocalFile(str(assets_dir() / "images" / "scanner.svg")),
            }
        )
        self._engine.load(QUrl.fromLocalFile(str(QML / "Terminal" / "Main.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise WindowError("; ".join(self.qml_warnings) or "the QML gave no window")
        self.window: QQuickWindow = roots[0]
        self._watch = _InputWatch(self.bridge, self.window)
        self.window.installEventFilter(self._watch)
        self.window.frameSwapped.connect(self._warm_once)

    def show_screen(self, screen: Screen) -> None:
        """Show this page; the same page again only updates what changed."""
        # Hundreds of small classes; the remembered first page is up before they are needed.
        from ui.present import present

        self._screen = screen
        tag = screen.frame.language
        if tag != self._language.tag:
            self._switch_language(self._languages.get(tag))
        self.bridge.set_screen(
            present(screen, self._language), screen.frame.seconds_left, screen.frame.settings
        )

    def show_remembered(self, page: dict[str, Any]) -> None:
        """Show a page as :func:`ui.present.present` made it in an earlier run."""
        self.bridge.set_screen(page, None, frozenset())

    def set_header(self, city: str, office: str, now_local: datetime) -> None:
        """City and office as they call themselves, and the time at this place."""
        self._header = (city, office, now_local)
        self.bridge.set_header(
            city=city, office=office, clock=f"{now_local:%H:%M}", date=self._day(now_local)
        )

    def use_keys(self, section: KeysSection) -> None:
        """Let keys mean what the configuration says. Once; apart from the constructor, because nobody has a key at hand
        before the first page is up.

        Raises:
            ConfigurationError: a key does not exist or has two meanings.
        """
        from ui.keys import KeyFilter

        self._keys = KeyFilter(self.window, self.bridge, section)

    def grab(self) -> QImage:
        """What is on the screen now."""
        self.app.processEvents()
        return self.window.grabWindow()

    def close(self) -> None:
        """Take the window down; the object is of no use afterwards."""
        if not self.qml_alive:
            return
        self.window.removeEventFilter(self._watch)
        self.bridge.close()
        self.window.close()
        # The engine goes before the objects that its bindings read.
        engine, self._engine = self._engine, None
        engine.deleteLater()
        self.app.sendPostedEvents(engine, QEvent.Type.DeferredDelete)
        # And before the translator: QML's own thread asks it for words, with Qt's lock held, and needs Python for that;
        # removeTranslator() keeps Python and waits for that lock.
        self.app.removeTranslator(self._translator)

    @property
    def qml_alive(self) -> bool:
        """Whether the window has not been closed yet."""
        return self._engine is not None

    def _switch_language(self, language: Language) -> None:
        self._language = language
        self._translator.language = language
        if language.is_right_to_left:
            self._load_fonts(LATER_FONTS)
        from PySide6.QtCore import Qt  # takes 40 ms, which the first page need not wait for

        self.app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if language.is_right_to_left else Qt.LayoutDirection.LeftToRight
        )
        self._tell_language()
        self._engine.retranslate()
        if self._header is not None:
            self.set_header(*self._header)

    def _tell_language(self) -> None:
        self.bridge.set_language(
            tag=self._language.tag,
            name=self._language.name,
            right_to_left=self._language.is_right_to_left,
        )
        if self._warmed:
            self._tell_other_languages()

    def _tell_other_languages(self) -> None:
        current = self._language
        others = [
            known
            for known in self._languages
            if known.tag != current.tag and not (known.is_german and (current.is_german or known.path))
        ]
        asked = [known for known in others if known.tag in ASKED_IN][:4]
        self.bridge.set_still_there(" · ".join(known.gettext(STILL_THERE) for known in asked))
        self.bridge.set_other_greetings(
            [[known.gettext(sentence) for sentence in GREETING] for known in others]
        )

    def _day(self, now_local: datetime) -> str:
        if self._language.tag == SOURCE:
            # The same words as Language.day(), without loading Babel before the first page is up.
            return QLocale(SOURCE).toString(now_local.date(), "dddd, d. MMMM")
        return self._language.day(now_local.date())

    def _load_fonts(self, names: tuple[str, ...]) -> None:
        for name in names:
            path = assets_dir() / "fonts" / name
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                _warn("font_missing", font=name)

    def _warm_once(self) -> None:
        """After the first frame: read what the next pages will need, in small steps."""
        if self._warmed:
            return
        self._warmed = True
        self.window.frameSwapped.disconnect(self._warm_once)
        QTimer.singleShot(200, self._warm)

    def _warm(self) -> None:
        if self.qml_alive:
            self._load_fonts(LATER_FONTS)
            self._tell_other_languages()
            self.window.setProperty("warm", True)

    def _log_warnings(self, errors: list[QQmlError]) -> None:
        for error in errors:
            _warn("qml_warning", message=error.toString())
            self.qml_warnings = [*self.qml_warnings[-99:], error.toString()]
