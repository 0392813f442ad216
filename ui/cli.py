# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entry of the console script ``kiosk``.

``kiosk run`` is what a terminal does every morning, so it takes a short way that loads no command-line library. All
else, and what is wrong, is in :mod:`ui.commands`.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Do what the command line says."""
    match sys.argv[1:]:
        case ["run"]:
            config = None
        case ["run", "--config", file]:
            config = Path(file)
        case _:
            from ui.commands import app

            app()
            return
    from ui.run import leave, run

    leave(run(config))


if __name__ == "__main__":
    main()
