"""A whole backup as a zip: the journal, the settings and one's own decks, and a manifest that vouches for them.

`manifest.json` names the program's version and, of every other file, its size and SHA-256. `journal.jsonl` has a row
a line, with its checksum. `settings.toml` is there if there were any. `decks/` holds the files of one's own decks.
"""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import IO, Any

MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
SETTINGS = "settings.toml"
DECKS = "decks/"

#: What the manifest says that it is, and the version of this layout.
FORMAT, VERSION = "flashcards backup", 1

_MOST_BYTES = {JOURNAL: 4 * 2**30, SETTINGS: 2**20, MANIFEST: 2**20}
_MOST_DECK_BYTES = 16 * 2**20
#: One component of a path, which no system reads as anything else.
_DECK_NAME = re.compile(r"decks/(?![-. ])[^/\\:*?\"<>|]{1,200}\.ya?ml")

#: The same moment for all files: two exports of one state are the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_PRIVATE = 0o600 << 16
_LINES_AT_ONCE = 1000


def can_hold(name: str, size: int) -> bool:
    """Whether a backup may hold a file of this name and size."""
    if name in _MOST_BYTES:
        return size <= _MOST_BYTES[name]
    return _DECK_NAME.fullmatch(name) is not None and name.isprintable() and size <= _MOST_DECK_BYTES


def write_archive(
    file: IO[bytes], program: str, lines: Iterable[str], texts: Iterable[tuple[str, bytes]]
) -> int:
    """Write a backup: the journal's lines, and other files by name; gives the number of lines."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = []
        count = 0

        def counted() -> Iterator[bytes]:
            nonlocal count
            for chunk in _chunks(lines):
                count += chunk.count(b"\n")
                yield chunk

        listed.append(_write(archive, JOURNAL, counted()))
        listed += [_write(archive, name, (content,)) for name, content in texts]
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "program": program,
            "rows": count,
            "files": listed,
        }
        _write(archive, MANIFEST, (json.dumps(manifest, indent=2).encode(),))
    return count


def _chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """Some lines at a time: compressing them one by one would take twice as long."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == _LINES_AT_ONCE:
            yield ("\n".join(held) + "\n").encode()
            held.clear()
    if held:
        yield ("\n".join(held) + "\n").encode()


def _write(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> dict[str, Any]:
    """Write a file of the archive; gives what the manifest says of it."""
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PRIVATE
    digest, size = sha256(), 0
    with archive.open(entry, "w", force_zip64=name == JOURNAL) as file:
        for chunk in content:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}
