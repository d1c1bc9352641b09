"""Rows of the journal found in the bytes of a damaged database, whatever became of its header, pages and indices.

A record of SQLite's begins with the types of its columns, and those of a journal's row are few: so it is found by
these alone. That it is whole, and no chance likeness, its checksum tells. The format is SQLite's:
https://www.sqlite.org/fileformat2.html, sections 1.6 (overflow) and 2.1 (records).
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from flashcards.core.checksums import checksum_of
from flashcards.store.database import PAGE_BYTES
from flashcards.store.snapshot import Fields

#: What our databases have, or had when they were made. Nothing that may be damaged is asked which it is: every long
#: row is tried with each.
_PAGE_SIZES = (PAGE_BYTES, 4096)
_LARGEST = max(_PAGE_SIZES)
_CHUNK = 256 * _LARGEST
_WAL_HEADER, _FRAME_HEADER = 32, 24

_WHOLE = rb"[\x01-\x06\x08\x09]"
_TEXT = rb"(?:[\x0d-\x7f]|[\x81-\xff][\x00-\x7f]|[\x81-\xff][\x80-\xff][\x00-\x7f])"
#: The length of the header, then the types of device, four numbers, kind, card, grade, time, target, detail, checksum.
_HEADER = re.compile(
    rb"(?s)(?=[\x0e-\x1e]"
    + _TEXT
    + _WHOLE * 4
    + rb"[\x13-\x1d]"
    + _TEXT
    + rb"[\x00\x01\x08\x09][\x00-\x06\x08\x09]"
    rb"(?:\x00|" + _TEXT + rb")[\x00-\x06\x08\x09]" + _TEXT + rb"\x2d)"
)
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_COLUMNS = 13


def carved(path: str, wal: Path | None = None) -> Iterator[Fields]:
    """Every sound row that stands in the database's file or its WAL; one may come more than once.

    With a WAL of before, the rows that stand in that one alone.
    """
    with Path(path).open("rb") if Path(path).is_file() else BytesIO() as file:
        pages = _Pages(file, wal or Path(f"{path}-wal"))
        try:
            for source in pages.files[wal is not None :]:
                for chunk in _chunks(source):
                    yield from _rows(chunk, pages)
        finally:
            pages.close()


def _rows(chunk: bytes, pages: "_Pages") -> Iterator[Fields]:
    for match in _HEADER.finditer(chunk):
        row = _row(chunk, match.start(), pages)
        if row is not None:
            yield row


def _row(chunk: bytes, start: int, pages: "_Pages") -> Fields | None:
    """The row whose record begins there, if it is one and whole."""
    types: list[int] = []
    length = chunk[start]
    at, end = start + 1, start + length
    while at < end and len(types) <= _COLUMNS:
        value, at = _number(chunk, at)
        types.append(value)
    if at != end or len(types) != _COLUMNS:
        return None
    size = length + sum(map(_bytes_of, types))
    for page_bytes in _PAGE_SIZES:
        local = _local(size, page_bytes)
        whole = chunk[start : start + local]
        if len(whole) < local:
            continue
        if size > local:
            first = int.from_bytes(chunk[start + local : start + local + 4], "big")
            candidates = pages.overflowing(page_bytes, first, size - local)
        else:
            candidates = iter((b"",))
        for rest in candidates:
            row = _values(types, whole[length:] + rest)
            if row is not None and checksum_of(list(row[:-1])) == row[-1]:
                return row
    return None


def _values(types: list[int], body: bytes) -> Fields | None:
    values: list[object] = []
    at = 0
    for kind in types:
        content = body[at : at + _bytes_of(kind)]
        at += len(content)
        if kind >= _COLUMNS:
            try:
                values.append(content.decode())
            except UnicodeDecodeError:
                return None
        elif kind in _INTEGER_BYTES:
            values.append(int.from_bytes(content, "big", signed=True))
        else:
            values.append({0: None, 8: 0, 9: 1}.get(kind))
    return tuple(values)


def _bytes_of(kind: int) -> int:
    """How many bytes of the body a column of this type has."""
    return (kind - 13) // 2 if kind >= _COLUMNS else _INTEGER_BYTES.get(kind, 0)


def _number(chunk: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer, and where the next one begins."""
    value = 0
    for place in range(at, min(at + 9, len(chunk))):
        value = value << 7 | chunk[place] & 0x7F
        if chunk[place] < 0x80:
            return value, place + 1
    return value, len(chunk) + 1


def _local(size: int, page_bytes: int) -> int:
    """How many bytes of a record of that size stand in its own page; the rest is in overflow pages."""
    most, least = page_bytes - 35, (page_bytes - 12) * 32 // 255 - 23
    if size <= most:
        return size
    fitting = least + (size - least) % (page_bytes - 4)
    return fitting if fitting <= most else least


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that overlap by a page; what cannot be read is passed over, page by page."""
    source.seek(0, 2)
    for start in range(0, source.tell(), _CHUNK):
        yield _read(source, start, _CHUNK + _LARGEST)


def _read(source: BinaryIO, start: int, length: int) -> bytes:
    try:
        source.seek(start)
        return source.read(length)
    except OSError:
        if length <= _LARGEST:
            return bytes(length)
        return b"".join(_read(source, at, _LARGEST) for at in range(start, start + length, _LARGEST))


class _Pages:
    """The files to look through, and the pages on which long rows go on."""

    def __init__(self, database: BinaryIO, wal: Path) -> None:
        self.files: list[BinaryIO] = [database]
        self._in_wal: dict[int, dict[int, list[int]]] = {}
        if wal.is_file():
            self.files.append(wal.open("rb"))
            for page_bytes in _PAGE_SIZES:
                places = self._in_wal[page_bytes] = {}
                for start in range(_WAL_HEADER, wal.stat().st_size - page_bytes, _FRAME_HEADER + page_bytes):
                    number = int.from_bytes(_read(self.files[1], start, 4), "big")
                    places.setdefault(number, []).append(start + _FRAME_HEADER)

    def close(self) -> None:
        """Lets go of the WAL."""
        for file in self.files[1:]:
            file.close()

    def overflowing(self, page_bytes: int, first: int, length: int) -> Iterator[bytes]:
        """What stands on a chain of overflow pages: as the WAL has them, and as the database has."""
        if self._in_wal:
            yield self._chain(page_bytes, first, length, self._in_wal[page_bytes])
        yield self._chain(page_bytes, first, length, {})

    def _chain(self, page_bytes: int, number: int, length: int, in_wal: Mapping[int, list[int]]) -> bytes:
        parts = []
        while number > 0 and length > 0:
            places = in_wal.get(number)
            source, start = (
                (self.files[1], places[-1]) if places else (self.files[0], (number - 1) * page_bytes)
            )
            page = _read(source, start, page_bytes)
            parts.append(page[4 : 4 + min(length, page_bytes - 4)])
            number = int.from_bytes(page[:4], "big")
            length -= page_bytes - 4
        return b"".join(parts)
