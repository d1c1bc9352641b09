"""Tables of text, CSV and TSV, as a deck that comes in: each row is a card."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flashcards.core.incoming import IncomingDeck, IncomingEntry, Omissions
from flashcards.core.slugs import slug
from flashcards.exchange.cells import cell_text, tags_of
from flashcards.exchange.columns import columns_of
from flashcards.exchange.rows import delimiter_of, rows_of
from flashcards.exchange.text_files import TextFile

_GAP = re.compile(r"\{\{(?:c[0-9]+::)?|::[^:{}]*\}\}|\}\}")
#: Excel's first line for a file whose cells another sign parts.
_TOLD_SIGN = re.compile(r'"?sep=([^\r\n"])"?\r?\n?', re.IGNORECASE)
_TEXTS = ("q", "a", "cloze", "hint", "why", "note", "source")


class Table:
    """A table in a text file. Raises BrokenStore where it has but one column."""

    def __init__(self, file: TextFile, title: str) -> None:
        self.omissions = Omissions()
        self.remarks: list[str] = []
        self._file = file
        self._title = title
        told = _TOLD_SIGN.fullmatch(next(iter(file.lines()), ""))
        self._delimiter = told[1] if told else delimiter_of(file)
        self._skipped = 1 if told else 0
        _, self._first = next(self._rows(), (0, [""]))
        self._columns = columns_of(self._first)
        places = self._columns.places
        self._texts = [(key, places[key]) for key in _TEXTS if key in places]
        if len(self._first) < 2 and "cloze" not in places:
            why = "it has one column, and a card needs a question and an answer"
            raise file.refused(why, "put a comma or a tab between them")

    @property
    def decks(self) -> Iterator[IncomingDeck]:
        """The one deck that the table is."""
        if not self._columns.has_header:
            question, answer = (cell[:40] for cell in self._first[:2])
            self.remarks.append(
                "no header such as front,back in the first row: the first column is asked, the second is the answer, "
                f"and '{question}' with '{answer}' is a card. If these are names of columns, write front,back there"
            )
            for number in range(3, len(self._first) + 1):
                self.omissions.add(f"column {number}", "no header tells what it holds")
        for name in self._columns.others:
            self.omissions.add(f"column '{name[:40]}'", "no part of a card is called so")
        name = slug(self._title, otherwise="deck")
        yield IncomingDeck(name, self._title, f"Imported from {self._file.path.name}.", self._entries())

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        return rows_of(self._file, self._delimiter, self._skipped)

    def _entries(self) -> Iterator[IncomingEntry]:
        width = len(self._first)
        tags, own_id = self._columns.places.get("tags"), self._columns.places.get("id")
        rows = self._rows()
        if self._columns.has_header:
            next(rows)
        for line, row in rows:
            where = f"line {line}"
            if len(row) != width and not self._is_padded(row, where):
                continue
            fields = self._fields(row)
            name = (row[own_id] if own_id is not None else "") or fields.get("cloze") or fields["q"]
            if tags is not None and (words := tags_of(row[tags])):
                fields["tags"] = words
            shown = _GAP.sub("", name) if "{{" in name else name
            yield IncomingEntry(name, shown, fields, False, where)  # noqa: FBT003 - names take longer

    def _is_padded(self, row: list[str], where: str) -> bool:
        """Fill up a row that ends early; more cells than columns are a sign that a text was torn."""
        width = len(self._first)
        if any(row[width:]):
            why = f"it has {len(row)} cells, and the first row has {width}: put texts with such a sign in quotes"
            self.omissions.add(where, why)
            return False
        row.extend([""] * (width - len(row)))
        return True

    def _fields(self, row: Sequence[str]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, place in self._texts:
            if cell := row[place]:
                # One line, with nothing in front that a program may have put there: most need no closer look.
                fields[key] = cell if cell.isprintable() and cell[0] != "'" else cell_text(cell)
        if "cloze" in fields:
            fields.pop("q", None)
            fields.pop("a", None)
        elif "q" not in fields or "a" not in fields:
            return {"q": "", "a": "", **fields}
        return fields
