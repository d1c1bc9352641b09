"""A text file of another program: opened without trust in what the path names, and decoded as it is encoded."""

import codecs
import os
import stat
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from flashcards.core.errors import BrokenStore, UsageError

_MOST_BYTES = 2**30
_CHUNK = 2**18
_LONGEST_LINE = 2**20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What else people's spreadsheets write; the second one knows every byte.
_GUESSES = (("cp1252", "Windows-1252"), ("latin-1", "Latin-1"))
_SAVE_AS_CSV = "save it there as CSV, and import that"
#: Files that are often taken for texts, by how they begin.
_NO_TEXTS = (
    (b"PK\3\4", "it is a spreadsheet or another packed file", _SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0", "it is a spreadsheet in its program's own format", _SAVE_AS_CSV),
    (b"SQLite format 3\0", "it is a database", "export an .apkg or .csv from its program"),
    (b"%PDF", "it is a PDF", "import takes tables, Markdown and Anki's files"),
)


class TextFile:
    """An open text file; a context manager. UsageError where there is none, BrokenStore where it is no text.

    `remark` tells of an encoding that was guessed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.remark = ""
        self.line_count = 0
        self._text: TextIOWrapper | None = None
        self._file = _opened(path)
        try:
            self._encoding = self._encoding_of_all()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def lines(self, newline: str | None = None) -> Iterator[str]:
        """The lines from the first one, with their ends; `newline` as for `open`.

        The lines that were begun before can no longer be read.
        """
        if self._text is not None:
            self._text.detach()
        self._file.seek(0)
        self._text = TextIOWrapper(self._file, self._encoding, newline=newline)
        return self._text

    def refused(self, why: str, hint: str = "nothing was changed", *, line: int = 0) -> BrokenStore:
        """The error that says why the file is not taken in."""
        return BrokenStore(f"{self.path}{f':{line}:1' if line else ''} is refused: {why}", hint)

    def _encoding_of_all(self) -> str:
        """An encoding in which all of the file can be read."""
        start = self._file.read(16)
        for magic, why, hint in _NO_TEXTS:
            if start.startswith(magic):
                raise self.refused(why, hint)
        marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
        try:
            self._read_through(marked or "utf-8")
        except UnicodeDecodeError as error:
            if marked:
                raise self.refused(f"it is damaged, or not encoded in {marked.upper()}") from None
            return self._guessed(error.object[error.start])
        return marked or "utf-8"

    def _guessed(self, byte: int) -> str:
        for encoding, name in _GUESSES:
            try:
                self._read_through(encoding)
            except UnicodeDecodeError:
                continue
            self.remark = f"read as {name}, because byte 0x{byte:02x} is not UTF-8; if letters are wrong, save it as UTF-8"
            return encoding
        raise AssertionError

    def _read_through(self, encoding: str) -> None:
        """Decode all of it once, a piece at a time. Raises UnicodeDecodeError, BrokenStore for what is no text."""
        decoder = codecs.getincrementaldecoder(encoding)()
        self._file.seek(0)
        is_empty = True
        self.line_count = length = 0
        while chunk := self._file.read(_CHUNK):
            text = decoder.decode(chunk)
            if "\0" in text:
                raise self.refused("it holds NUL characters, as no text does", "save it as UTF-8")
            breaks = text.count("\n")
            length = 0 if breaks or "\r" in text else length + len(text)
            if length > _LONGEST_LINE:
                raise self.refused("it has a line of over a million characters", line=self.line_count + 1)
            self.line_count += breaks
            is_empty = is_empty and not text.strip()
        decoder.decode(b"", final=True)
        if is_empty:
            raise self.refused("it is empty")


def _opened(path: Path) -> BinaryIO:
    """Without blocking, so that a pipe or a device cannot hang the program. Raises UsageError, BrokenStore."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        raise UsageError(
            f"there is no file {path}", "`flashcards import --help` shows what can be imported"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot open {path}: {why}", "name a file that can be read") from None
    seen = os.fstat(descriptor)
    if stat.S_ISREG(seen.st_mode) and seen.st_size <= _MOST_BYTES:
        return open(descriptor, "rb")  # noqa: PTH123 - what was looked at is what is read
    os.close(descriptor)
    if stat.S_ISREG(seen.st_mode):
        raise BrokenStore(f"{path} is refused: it is larger than {_MOST_BYTES // 2**30} GB", "split it")
    raise UsageError(f"{path} is no file", "name a file that can be read")
