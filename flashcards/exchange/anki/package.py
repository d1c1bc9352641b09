"""The database in an Anki package: taken out into a private place, with nothing in the package trusted.

Nothing is unpacked to where a name in the package says: the database is found by its exact name, and all else stays
where it is.
"""

import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from flashcards.core.errors import BrokenStore, UsageError
from flashcards.exchange.anki.protobuf import BadMessage, numbers
from flashcards.exchange.zips import DAMAGE, has_long_list

#: The newest first: beside it, older programs are given an empty collection that asks for an update.
_PACKED = "collection.anki21b"
_NAMES = (_PACKED, "collection.anki21", "collection.anki2")
#: Of Anki's file `meta`: what it calls the layout of packages with a packed database.
_NEWEST_LAYOUT = 3

_MOST_BYTES = 2 * 2**30
#: Databases shrink to a twentieth, a bomb to a ten-thousandth; small ones may be nearly empty.
_MOST_RATIO = 500
_SMALL_BYTES = 32 * 2**20
_CHUNK = 2**18


def refused(path: Path, why: str, hint: str = "nothing was changed") -> BrokenStore:
    """The error that says why an Anki file is not taken in."""
    return BrokenStore(f"{path} is refused: {why}", hint)


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The package's database as a file, until the block ends. Raises BrokenStore, and UsageError without zstd."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}", "Anki makes one with File, Export")
    with TemporaryDirectory(prefix="flashcards-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "collection"
        try:
            if has_long_list(path):
                raise refused(path, "it holds too many files")
            with zipfile.ZipFile(path) as package:
                entry = _database_in(path, package)
                with package.open(entry) as packed, target.open("xb") as file:
                    source = _decompressed(packed) if entry.filename == _PACKED else packed
                    _copy(path, source, file, entry.compress_size)
        except DAMAGE as error:
            raise refused(path, "it is damaged, or no package of Anki's") from error
        yield target


def _database_in(path: Path, package: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = {entry.filename: entry for entry in package.infolist()}
    if len(entries) < len(package.infolist()):
        raise refused(path, "it holds a file twice")
    for entry in entries.values():
        _require_plain(path, entry)
    if "meta" in entries and entries["meta"].file_size < _CHUNK:
        _require_known_layout(path, package.read("meta"))
    for name in _NAMES:
        if name in entries:
            return entries[name]
    raise refused(path, "it holds no collection of Anki's")


def _require_plain(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = PurePosixPath(name).parts
    if name != entry.orig_filename or name.startswith("/") or ".." in parts or "\\" in name:
        raise refused(path, f"a package of Anki's holds no file '{name}'")
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG} or entry.flag_bits & 1:
        raise refused(path, f"'{name}' in it is not a plain file")


def _require_known_layout(path: Path, meta: bytes) -> None:
    try:
        layout = numbers(meta).get(1, 0)
    except BadMessage:
        raise refused(path, "it is damaged, or no package of Anki's") from None
    if layout > _NEWEST_LAYOUT:
        raise refused(
            path,
            "it was made by a later Anki than this program knows",
            "export it for older versions of Anki",
        )


def _decompressed(packed: IO[bytes]) -> "_Unpacker":
    try:
        from compression.zstd import ZstdError, ZstdFile  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from backports.zstd import ZstdError, ZstdFile
        except ImportError:
            raise UsageError(
                "Anki packs its collections with zstd, which this Python cannot read",
                "pip install 'flashcards[anki]', or export with 'Support older Anki versions' ticked",
            ) from None
    return _Unpacker(ZstdFile(packed), ZstdError)


class _Unpacker:
    """Reads, and tells all damage alike."""

    def __init__(self, file: IO[bytes], damage: type[Exception]) -> None:
        self._file = file
        self._damage = damage

    def read(self, size: int) -> bytes:
        """So many bytes of what was packed; raises ValueError where they are damaged."""
        try:
            return self._file.read(size)
        except self._damage as error:
            raise ValueError(str(error)) from error


def _copy(path: Path, source: "IO[bytes] | _Unpacker", file: IO[bytes], packed_bytes: int) -> None:
    """Count what is really read: what a package tells of its sizes may be a lie."""
    size = 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > _MOST_BYTES or (size > _SMALL_BYTES and size > _MOST_RATIO * packed_bytes):
            raise refused(path, "its collection is larger than one packed so small can be")
        file.write(chunk)
