"""Rows as CSV, as a JSON array or as JSON lines, written one by one."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

#: A row: its values by column. Times are numbers, days ISO dates.
Row = Mapping[str, Any]

#: What a spreadsheet takes for the beginning of a formula, also in the width of Chinese signs.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
_BLANKS = " \u00a0\u3000"
_ROWS_AT_ONCE = 500


def write_csv(file: IO[bytes], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A line with the columns' names, and one for each row; nothing stands for None, 1 and 0 for true and false."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_cell(row[name]) for name in columns])
        if number % _ROWS_AT_ONCE == 0:
            _hand_over(text, file)
    _hand_over(text, file)


def write_json(file: IO[bytes], _columns: Sequence[str], rows: Iterable[Row]) -> None:
    """One array of objects, one to a line."""
    before = "[\n"
    for row in rows:
        file.write((before + _object(row)).encode())
        before = ",\n"
    file.write(b"\n]\n" if before == ",\n" else b"[]\n")


def write_json_lines(file: IO[bytes], _columns: Sequence[str], rows: Iterable[Row]) -> None:
    """An object a line."""
    for row in rows:
        file.write((_object(row) + "\n").encode())


WRITERS: Mapping[str, Callable[[IO[bytes], Sequence[str], Iterable[Row]], None]] = {
    "csv": write_csv,
    "json": write_json,
    "jsonl": write_json_lines,
}


def flat(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every number, word and truth in nested JSON values, with the path that leads to it: `retention.rows.0.young`."""
    if isinstance(value, Mapping):
        pairs: Iterable[tuple[Any, Any]] = value.items()
    elif isinstance(value, list | tuple):
        pairs = enumerate(value)
    else:
        yield place, value
        return
    for name, inner in pairs:
        yield from flat(inner, f"{place}.{name}" if place else str(name))


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet runs it: what would be taken for a formula has a ' in front, as they write it."""
    return f"'{text}" if text.lstrip(_BLANKS)[:1] in _FORMULA and text else text


def _cell(value: Any) -> Any:
    if value is None or type(value) is int:
        return value  # most of all cells
    if isinstance(value, str):
        # A NUL ends the file for some readers; the picture of it does not.
        return safe_cell(value).replace("\0", "\u2400")
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return value


def _object(row: Row) -> str:
    # ASCII, so that it drives no terminal and holds what is no text.
    return json.dumps(row, ensure_ascii=True, allow_nan=False)


def _hand_over(text: io.StringIO, file: IO[bytes]) -> None:
    file.write(text.getvalue().encode("utf-8", "backslashreplace"))
    text.seek(0)
    text.truncate()
