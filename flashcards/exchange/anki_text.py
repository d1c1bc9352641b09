"""Anki's text export: a table whose first lines, `#key:value`, tell what stands in which column."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flashcards.core.incoming import IncomingDeck, IncomingEntry, Omissions
from flashcards.core.slugs import free_slug
from flashcards.exchange.cells import cell_text, tags_of
from flashcards.exchange.html import Converted, to_markdown
from flashcards.exchange.rows import delimiter_of, rows_of
from flashcards.exchange.text_files import TextFile

_HEADER = re.compile("#([^:]{1,30}):(.*)")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_SPECIAL = ("guid", "notetype", "deck", "tags")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-z]+|#[0-9]+);")
_NUMBERED_GAP = re.compile(r"\{\{c[0-9]+::")
_GAP_SIGNS = re.compile(r"\{\{c[0-9]+::|::[^:{}]*\}\}|\}\}")
_LONGEST_NAME = 70
#: What is held where decks are mixed and must be told apart.
_MOST_CHARACTERS = 64 * 2**20


class AnkiText:
    """A text export of Anki's. Raises BrokenStore where its first lines make no sense."""

    def __init__(self, file: TextFile, title: str) -> None:
        self.omissions = Omissions()
        self.remarks: list[str] = []
        self._file = file
        self._headers, self._skipped = _headers(file)
        self._title = self._headers.get("deck") or title
        self._delimiter = self._separator()
        self._columns = {name: self._column(name) for name in _SPECIAL if f"{name} column" in self._headers}

    @property
    def decks(self) -> Iterator[IncomingDeck]:
        """The decks in the order in which each comes first."""
        about = f"Imported from {self._file.path.name}."
        taken: set[str] = set()
        pairs = self._entries()
        groups = (
            self._grouped(pairs)
            if "deck" in self._columns
            else [(self._title, (entry for _, entry in pairs))]
        )
        for title, entries in groups:
            yield IncomingDeck(
                free_slug(title, taken, otherwise="deck", longest=_LONGEST_NAME), title, about, entries
            )

    def _grouped(
        self, pairs: Iterable[tuple[str, IncomingEntry]]
    ) -> Iterable[tuple[str, Iterable[IncomingEntry]]]:
        groups: dict[str, list[IncomingEntry]] = {}
        held = 0
        for title, entry in pairs:
            groups.setdefault(title, []).append(entry)
            held += sum(len(value) for value in entry.fields.values() if isinstance(value, str))
            if held > _MOST_CHARACTERS:
                raise self._file.refused(
                    "its decks together are too large", "export them from Anki one by one"
                )
        return groups.items()

    def _separator(self) -> str:
        told = self._headers.get("separator", "")
        sign = _SEPARATORS.get(told.lower(), told)
        if len(sign) > 1 or sign in {'"', "\n", "\r"}:
            raise self._file.refused(f"there is no separator '{told[:20]}'", "Anki writes #separator:tab")
        return sign or delimiter_of(self._file)

    def _column(self, name: str) -> int:
        told = self._headers[f"{name} column"]
        if not (told.isascii() and told.isdigit() and 0 < int(told[:6]) < 1000):
            raise self._file.refused(
                f"'{told[:20]}' is no number of a column", f"Anki writes #{name} column:1"
            )
        return int(told) - 1

    def _entries(self) -> Iterator[tuple[str, IncomingEntry]]:
        special = set(self._columns.values())
        for line, row in rows_of(self._file, self._delimiter, self._skipped):
            where = f"line {line}"
            texts = [cell for place, cell in enumerate(row) if place not in special]
            guid, kind, deck, tags = (self._cell(row, name) for name in _SPECIAL)
            fields, why = self._fields(texts, kind or self._headers.get("notetype", ""), where)
            if why:
                self.omissions.add(where, why)
                continue
            if words := tags_of(f"{tags} {self._headers.get('tags', '')}"):
                fields["tags"] = words
            name = _GAP_SIGNS.sub("", fields.get("cloze") or fields["q"])
            yield (
                deck or self._title,
                IncomingEntry(guid or texts[0], name, fields, keeps_key=bool(guid), where=where),
            )

    def _cell(self, row: Sequence[str], name: str) -> str:
        place = self._columns.get(name, len(row))
        return row[place] if place < len(row) else ""

    def _fields(self, texts: Sequence[str], kind: str, where: str) -> tuple[dict[str, Any], str]:
        """The entry's keys by what the note type is called; and why it does not come over, if so."""
        kind = kind.lower()
        is_cloze = "cloze" in kind or (not kind and _NUMBERED_GAP.search("".join(texts[:1])) is not None)
        sides = [self._converted(text, has_gaps=is_cloze and not place) for place, text in enumerate(texts)]
        media = [name for side in sides for name in side.media]
        if not sides or not all(side.has_words for side in sides[: 1 if is_cloze else 2]):
            return {}, "a side of it is nothing but media" if media else "a side of it is empty"
        if media:
            why = f"its media stay behind, and are only named in the card: {', '.join(media)[:60]}"
            self.omissions.add(where, why)
        first, *more = (side.text for side in sides)
        if is_cloze:
            fields: dict[str, Any] = {"cloze": first}
        elif more:
            fields = {"q": first, "a": more.pop(0)}
        else:
            return {}, "it has one side"
        if "reversed" in kind and ("optional" not in kind or (more and more.pop(0))):
            fields["both"] = True
        if note := "\n\n".join(filter(None, more)):
            fields["note"] = note
        return fields, ""

    def _converted(self, text: str, *, has_gaps: bool) -> Converted:
        is_html = self._headers.get("html", "").lower()
        if is_html == "true" or (is_html != "false" and _HTML.search(text)):
            return to_markdown(text, has_gaps=has_gaps)
        return Converted(cell_text(text), has_words=bool(text.strip()))


def _headers(file: TextFile) -> tuple[dict[str, str], int]:
    """The lines that begin the file with #, by their keys, and how many they are."""
    headers: dict[str, str] = {}
    count = 0
    for line in file.lines():
        if not line.startswith("#"):
            break
        count += 1
        if found := _HEADER.match(line):
            headers[found[1].lower()] = (
                found[2].strip(" \n\r") if found[1] != "separator" else found[2].strip("\n\r")
            )
    return headers, count
