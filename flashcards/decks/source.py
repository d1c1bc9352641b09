"""The text of a deck file: opened without trust in what the path names, and decoded strictly."""

import os
import re
import stat

from flashcards.core.errors import BrokenStore
from flashcards.decks.mistakes import Findings

#: The bounds of a deck: of its file, of what the file spells, of its cards and of each text.
MOST_BYTES = 16 * 1024 * 1024
MOST_EVENTS = 2_000_000
MOST_CARDS = 100_000
LONGEST_VALUE = 64 * 1024
#: The characters of all cards: gaps and sources make more of them than the file has.
MOST_HELD = 2 * MOST_BYTES

_BOM = b"\xef\xbb\xbf"
_SAFE_ASCII = bytes([0x09, 0x0A, *range(0x20, 0x7F)])

#: Characters that act on a terminal, turn the direction of writing, or are not seen at all.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Unreadable(Exception):
    """The path names nothing that can be read as a deck; the sentence says why."""


class Withheld(Unreadable):
    """The system does not give the file now; it may the next time, though nothing of the file has changed."""


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file of bounded size. Raises `Unreadable`.

    Opened without blocking, so that a pipe or a device in the folder cannot hang the program.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        raise Withheld(f"the file cannot be opened: {error.strerror or error}") from None
    except ValueError as error:
        raise Unreadable(f"the file cannot be opened: {error}") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable("this is not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Withheld(f"the file cannot be read: {error.strerror}") from None
    finally:
        os.close(descriptor)


def content_of(path: str) -> bytes:
    """The bytes of a deck's file, for a command that is about it. Raises BrokenStore."""
    try:
        return read_bytes(path)
    except Unreadable as error:
        raise BrokenStore(f"{path}: {error}", "nothing was changed") from error


def decode(content: bytes, path: str) -> tuple[str, Findings]:
    """The text with line ends made one, and the mistakes found; the text is empty if it cannot be read."""
    findings = Findings(path)
    if len(content) > MOST_BYTES:
        findings.add(
            (1, 1), f"the file is larger than {MOST_BYTES // 1024**2} MB", "split it into several decks"
        )
        return "", findings
    if content[:2] in _OTHER_ENCODINGS:
        findings.add((1, 1), "the file is encoded in UTF-16, not in UTF-8", "save it as UTF-8")
        return "", findings
    content = content.removeprefix(_BOM).replace(b"\r\n", b"\n")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode()
        place = _place(readable, len(readable))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        findings.add(place, message, "save the file as UTF-8 (it may be Latin-1)")
        return "", findings
    findings = Findings(path, text)
    if not (content.isascii() and not content.translate(None, _SAFE_ASCII)):
        text = _without_unseen(text, findings)
    return ("" if findings.is_full else text), findings


def name_of(character: str) -> str:
    """How a character that cannot be shown is called in a message."""
    from unicodedata import name

    return f"U+{ord(character):04X} {name(character, _CONTROLS.get(character, 'control character'))}"


_CONTROLS = {
    "\0": "NUL",
    "\a": "BELL",
    "\b": "BACKSPACE",
    "\f": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
}


def _without_unseen(text: str, findings: Findings) -> str:
    """The text with a stand-in for each refused character, so that reading goes on in the right columns."""
    for found in UNSEEN.finditer(text):
        if findings.is_full:
            break
        message = f"the character {name_of(found[0])} may not stand in a deck"
        findings.add(_place(text, found.start()), message, "delete it")
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _place(text: str, offset: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1
