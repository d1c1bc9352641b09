"""Opening a backup without trust in it: names, sizes and checksums hold, or it is refused whole.

Nothing is ever unpacked to where a name in the archive says: names are compared, and contents handed over.
"""

import json
import stat
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flashcards.core.errors import BrokenStore, UsageError
from flashcards.core.journal import Row
from flashcards.exchange.archive import DECKS, FORMAT, JOURNAL, MANIFEST, VERSION, can_hold
from flashcards.exchange.journal_lines import LONGEST_LINE, BadLine, read_row
from flashcards.exchange.zips import DAMAGE, has_long_list

_MOST_FILES = 1002
_MOST_DECKS_BYTES = 256 * 2**20
#: Texts shrink to a tenth, a bomb to a thousandth.
_MOST_RATIO = 200
_SMALL_BYTES = 2**20


class Archive:
    """A backup whose list of files is sound; a context manager. Raises BrokenStore, UsageError where there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.is_file():
            raise UsageError(
                f"there is no file {path}", "`flashcards export all --output FILE.zip` makes one"
            )
        try:
            if has_long_list(path):
                raise self._broken("it holds too many files")
            self._zip = zipfile.ZipFile(path)
        except DAMAGE as error:
            raise self._broken("this is not a zip file") from error
        try:
            self._entries = self._listed_entries()
            self._manifest = self._read_manifest()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def rows_told(self) -> int:
        """How many rows the journal is said to have."""
        rows = self._manifest.get("rows")
        return rows if type(rows) is int else 0

    def texts(self) -> dict[str, bytes]:
        """The settings and the decks by name, whole and as the manifest has them."""
        return {
            name: b"".join(self._chunks(name)) for name in self._entries if name not in {MANIFEST, JOURNAL}
        }

    def rows(self) -> Iterator[Row]:
        """The journal's rows one by one; what is wrong with the file as a whole is told at its end."""
        number = 0
        for number, line in enumerate(self._lines(), start=1):
            try:
                yield read_row(line)
            except BadLine as error:
                raise self._broken(f"line {number} of the journal is damaged: {error}") from error
        if number != self.rows_told:
            raise self._broken(f"the journal has {number} rows, and the manifest tells of {self.rows_told}")

    # ---- the list of files

    def _listed_entries(self) -> dict[str, zipfile.ZipInfo]:
        listed = self._zip.infolist()
        entries = {entry.filename: entry for entry in listed}
        if not {MANIFEST, JOURNAL} <= entries.keys():
            raise self._broken("this is not a backup of flashcards")
        if len(listed) > _MOST_FILES or len(entries) < len(listed):
            raise self._broken("it holds too many files, or one twice")
        for entry in listed:
            self._require_sound(entry)
        if sum(entry.file_size for entry in listed if entry.filename.startswith(DECKS)) > _MOST_DECKS_BYTES:
            raise self._broken("its decks are too large")
        folded = {name.casefold() for name in entries}
        if len(folded) < len(entries):
            raise self._broken("two of its names differ in nothing but capitals")
        return entries

    def _require_sound(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        if name != entry.orig_filename or not can_hold(name, 0):
            raise self._broken(f"a backup holds no file '{name}'")
        if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG} or entry.flag_bits & 1:
            raise self._broken(f"'{name}' is not a plain file")
        if not can_hold(name, entry.file_size):
            raise self._broken(f"'{name}' is too large")
        if entry.file_size > _SMALL_BYTES and entry.file_size > _MOST_RATIO * entry.compress_size:
            raise self._broken(f"'{name}' is larger than a text packed so small can be")

    def _read_manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(b"".join(self._unpacked(MANIFEST)))
            if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
                raise self._broken("this is not a backup of flashcards")
            if manifest.get("version") != VERSION:
                raise self._broken("it was made by a later version", "update flashcards; nothing was changed")
            self._told = {one["name"]: (one["size"], one["sha256"]) for one in manifest["files"]}
        except (ValueError, RecursionError, KeyError, TypeError):
            raise self._broken("its manifest is damaged") from None
        sizes = {name: entry.file_size for name, entry in self._entries.items() if name != MANIFEST}
        if {name: size for name, (size, _) in self._told.items()} != sizes:
            raise self._broken("its files are not those of its manifest")
        return manifest

    # ---- contents

    def _lines(self) -> Iterator[bytes]:
        rest = b""
        for chunk in self._chunks(JOURNAL):
            *lines, rest = (rest + chunk).split(b"\n")
            if max(map(len, (*lines, rest))) > LONGEST_LINE:
                raise self._broken("a line of the journal is too long")
            yield from lines
        if rest:
            raise self._broken("the journal's last line is cut off")

    def _chunks(self, name: str) -> Iterator[bytes]:
        digest = sha256()
        for chunk in self._unpacked(name):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != self._told[name][1]:
            raise self._broken(f"'{name}' is not what the manifest vouches for")

    def _unpacked(self, name: str) -> Iterator[bytes]:
        entry = self._entries[name]
        size = 0
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(2**18):
                    size += len(chunk)
                    if size > entry.file_size:
                        break
                    yield chunk
        except DAMAGE as error:
            raise self._broken(f"'{name}' is damaged") from error
        if size != entry.file_size:
            raise self._broken(f"'{name}' is damaged")

    def _broken(self, why: str, hint: str = "nothing was changed") -> BrokenStore:
        return BrokenStore(f"{self._path} is refused: {why}", hint)
