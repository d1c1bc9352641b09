"""What the program runs on and in: versions, and the terminal."""

import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from flashcards.cli.streams import writes_ascii
from flashcards.core.findings import Finding, fine_unless

#: Below this, screens are laid out one below the other.
_COLUMNS, _LINES = 60, 20


def findings() -> Iterator[Finding]:
    """Versions and terminal."""
    yield Finding(
        "versions",
        "fine",
        f"flashcards {_version('flashcards')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()}",
    )
    packages = {name: _version(name) for name in _needed()}
    missing = [name for name, found in packages.items() if not found]
    yield fine_unless(
        "packages",
        f"{', '.join(missing)} not found" if missing else "",
        "install flashcards anew",
        fine=", ".join(f"{name} {found}" for name, found in packages.items()) or "not installed as a package",
    )
    yield _terminal()


def _terminal() -> Finding:
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    size = shutil.get_terminal_size()
    where = "a terminal" if sys.stdout.isatty() else "no terminal"
    colours = "no colours" if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else "colours"
    says = f"{where}, {encoding or 'no encoding'}, {size.columns} x {size.lines}, {colours}"
    if not encoding.startswith("utf") and not writes_ascii():
        return Finding("terminal", "look", says, "set a UTF-8 locale, or `flashcards config ascii true`")
    if sys.stdout.isatty() and (size.columns < _COLUMNS or size.lines < _LINES):
        return Finding("terminal", "look", says, f"from {_COLUMNS} x {_LINES} on, screens have room")
    return Finding("terminal", "fine", says)


def _needed() -> list[str]:
    """The packages that the program needs always."""
    try:
        lines = requires("flashcards") or []
    except PackageNotFoundError:
        return []
    return [match[0] for line in lines if "extra" not in line and (match := re.match(r"[\w.-]+", line))]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
