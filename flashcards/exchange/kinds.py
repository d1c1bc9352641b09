"""What kind of file it is that is to be taken in."""

import stat
from pathlib import Path
from typing import Literal

Kind = Literal["backup", "anki", "text"]

_BY_SUFFIX: dict[str, Kind] = {".zip": "backup", ".apkg": "anki", ".colpkg": "anki"}
_ZIP = b"PK\3\4"
#: The database of a package of Anki's, in any of its versions.
_COLLECTION = "collection.anki2"


def kind_of(path: Path) -> Kind:
    """What the file is by its content, where that is a zip, else by its name; what is neither is text."""
    by_name = _BY_SUFFIX.get(path.suffix.lower(), "text")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return by_name
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:
                return by_name
    except OSError:
        return by_name
    return _kind_of_zip(path, by_name)


def _kind_of_zip(path: Path, by_name: Kind) -> Kind:
    import zipfile

    from flashcards.exchange.archive import MANIFEST
    from flashcards.exchange.zips import has_long_list

    try:
        if has_long_list(path):
            return by_name
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return by_name
    if MANIFEST in names:
        return "backup"
    return "anki" if any(name.startswith(_COLLECTION) for name in names) else by_name
