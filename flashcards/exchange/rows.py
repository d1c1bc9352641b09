"""The rows of a table in a text file: which sign stands between cells, and what stands in them."""

import csv
from collections.abc import Iterator
from itertools import islice

from flashcards.exchange.text_files import TextFile

#: Rarer ones first: a comma stands in many texts, a tab in none.
_DELIMITERS = "\t;,|"
_ROWS_LOOKED_AT = 20
_MOST_CHARACTERS = 2**20
MOST_ROWS = 500_000


def delimiter_of(file: TextFile) -> str:
    """The sign that splits the first rows into equally many cells, two at least; else the first that splits at all.

    Where none does, the rows have one cell, and the sign is a comma.
    """
    widths = {sign: _widths(file, sign) for sign in _DELIMITERS}
    for sign, found in widths.items():
        if len(set(found)) == 1 and found[0] > 1:
            return sign
    return next((sign for sign, found in widths.items() if found and found[0] > 1), ",")


def rows_of(file: TextFile, delimiter: str, skipped: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line where it ends; lines that are `skipped` are no table.

    Raises BrokenStore where a quote is never closed, and for more rows than can be held in mind.
    """
    lines = islice(file.lines(newline=""), skipped, None)
    csv.field_size_limit(_MOST_CHARACTERS)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    count = 0
    try:
        for row in reader:
            if any(row):
                yield reader.line_num + skipped, row
                count += 1
                if count > MOST_ROWS:
                    raise file.refused(f"it has more than {MOST_ROWS:,} rows", "split it")
    except csv.Error as error:
        raise file.refused(*_in_plain_words(error), line=reader.line_num + skipped) from None


def _widths(file: TextFile, delimiter: str) -> list[int]:
    """How many cells the first rows have, as far as they can be read."""
    csv.field_size_limit(_MOST_CHARACTERS)
    reader = csv.reader(file.lines(newline=""), delimiter=delimiter, strict=True)
    try:
        return [len(row) for row in islice(filter(any, reader), _ROWS_LOOKED_AT)]
    except csv.Error:
        return []


def _in_plain_words(error: csv.Error) -> tuple[str, str]:
    if "field larger" in str(error):
        return "a quote that is never closed, or a text of over a million characters", "close the quote"
    if "end of data" in str(error):
        return "the file ends within quotes", "it may be cut short; nothing was changed"
    return "more stands after a closing quote", 'a quote within a quoted text is written twice: ""'
