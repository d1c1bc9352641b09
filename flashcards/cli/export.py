"""`flashcards export`: progress and decks for other programs, and all of it for another computer."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import IO, Annotated, Any, cast

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.search_option import SearchOption
from flashcards.cli.waiting import with_progress
from flashcards.core.errors import UnknownName, UsageError
from flashcards.core.questions import question
from flashcards.reports.files import new_file
from flashcards.reports.tables import WRITERS, Row, flat
from flashcards.store.exports import (
    CARD_COLUMNS,
    QUIZ_COLUMNS,
    REVIEW_COLUMNS,
    count_rows,
    read_cards,
    read_quiz_questions,
    read_reviews,
)
from flashcards.store.journal import reading
from flashcards.text.show import show

app = typer.Typer(add_completion=False, rich_markup_mode=None)

#: What can be exported, each with what it is.
WHAT = {
    "reviews": "every graded answer, as FSRS's tools read them",
    "cards": "every card and where it stands",
    "quizzes": "every question of every quiz, with the quiz's result",
    "stats": "all figures of progress, of all days",
    "deck": "decks for Anki, hashcards, spreadsheets and programs of one's own",
    "all": "a whole backup, which `import` takes in",
}
#: The formats, each with what it is.
FORMATS = {
    "csv": "a table for spreadsheets",
    "json": "one JSON value",
    "jsonl": "a JSON object a line",
}

_CARDS_AT_ONCE = 500


@app.command(
    epilog=examples(
        "flashcards export reviews --output reviews.csv",
        "flashcards export cards --format json",
        "flashcards export reviews --search 'deck:optimizers lapses>2'",
        "flashcards export deck optimizers --output optimizers.apkg",
        "flashcards export all --output flashcards.zip",
    )
)
def export(  # noqa: PLR0913 - the command's options
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help="One of reviews, cards, quizzes, stats, deck, or all."),
    ],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[DECK]...", help="For `deck`: which decks.")
    ] = None,
    search: SearchOption = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="One of csv, json or jsonl, for decks of apkg, tsv, csv, md or json; without it the file's ending "
            "tells, or else it is csv.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Where to; without it, standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    variants: Annotated[
        int,
        typer.Option(
            "--variants",
            min=1,
            max=1000,
            metavar="N",
            help="For decks: draw so many problems for a computed card.",
        ),
    ] = 5,
    progress: Annotated[
        bool,
        typer.Option("--progress", help="For Anki: take along how the cards stand, and your answers."),
    ] = False,
) -> None:
    """Write progress or decks for other programs, or a whole backup.

    In CSV, texts that a spreadsheet would run as formulas begin with a '.
    """
    if what not in WHAT:
        raise UnknownName("export of", what, WHAT, otherwise=f"there is {', '.join(WHAT)}")
    if search is not None and what not in {"cards", "reviews"}:
        raise UsageError("--search selects cards and their reviews", "give it with `cards` or `reviews`")
    if what != "deck" and (names or progress):
        raise UsageError(
            f"`export {what}` is of all decks, and knows no --progress", "`export deck NAME` takes both"
        )
    if what == "all":
        if output is None or form is not None:
            raise UsageError("a whole backup is a zip file", "give it as --output FILE.zip, without --format")
        from flashcards.cli.backup import write_backup

        write_backup(output, replaces=force)
        return
    if what == "deck":
        from flashcards.cli.export_deck import export_decks

        export_decks(names or [], form, output, force=force, variants=variants, with_answers=progress)
        return
    chosen = _format(form, output)
    with Home() as home:
        if what == "stats":
            _write_stats(home, chosen, output, force=force)
            return
        home.cards  # noqa: B018 - reading decks writes, and must be over before one moment is looked at
        with reading(home.connection):
            found = None if search is None else home.search(search).ids()
            columns, rows, total = _table(home, what, found)
            told = with_progress(rows, what, total)
            write_output(output, lambda file: WRITERS[chosen](file, columns, told), replaces=force)


def _format(form: str | None, output: Path | None) -> str:
    """The format that was named, or that the file's ending tells."""
    if form is None:
        ending = output.suffix.lower().removeprefix(".") if output is not None else ""
        return {"ndjson": "jsonl"}.get(ending, ending if ending in FORMATS else "csv")
    if form not in FORMATS:
        raise UnknownName("format", form, FORMATS, otherwise=f"there is {', '.join(FORMATS)}")
    return form


def _table(
    home: Home, what: str, found: AbstractSet[str] | None
) -> tuple[tuple[str, ...], Iterable[Row], int]:
    """The columns, the rows of the cards found (None: of all), and how many are looked at."""
    connection = home.connection
    if what == "reviews":
        reviews = _of(found, read_reviews(connection, home.scheduler))
        return REVIEW_COLUMNS, reviews, count_rows(connection, "answer")
    if what == "quizzes":
        return QUIZ_COLUMNS, read_quiz_questions(connection), count_rows(connection, "quiz")
    (total,) = connection.execute("SELECT count(*) FROM cards").fetchone()
    cards = _of(found, read_cards(connection))
    return CARD_COLUMNS, _with_texts(home, cards), total if found is None else len(found)


def _of(found: AbstractSet[str] | None, rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return rows if found is None else (row for row in rows if row["card_id"] in found)


def _with_texts(home: Home, rows: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """The cards with what their decks say of them, some at a time."""
    held: list[dict[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _CARDS_AT_ONCE:
            yield from _told(home, held)
            held = []
    yield from _told(home, held)


def _told(home: Home, rows: list[dict[str, Any]]) -> Iterator[Row]:
    cards = home.cards.cards(row["card_id"] for row in rows)
    for row in rows:
        card = cards.get(row["card_id"])
        yield row | {
            "type": card.type if card else None,
            "level": card.level if card else None,
            "tags": list(card.tags) if card else None,
            "question": question(card.body) if card else None,
            "path": card.path if card else None,
            "line": card.line if card else None,
        }


def write_output(output: Path | None, write: Callable[[IO[bytes]], object], *, replaces: bool) -> None:
    """Have the file written, and say so, or standard output."""
    if output is None:
        write(cast("IO[bytes]", Output()))
    else:
        with new_file(output, replaces=replaces) as file:
            write(file)
        sys.stderr.write(f"{show(str(output), lines=False)} is written\n")


class Output:
    """Standard output for writers of bytes; a terminal sees nothing that drives it."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()

    def write(self, content: bytes) -> int:
        """Write whole lines; gives how much was written, all."""
        text = content.decode()
        sys.stdout.write(show(text, limit=2 * len(text) + 100) if self._is_terminal else text)
        return len(content)


def _write_stats(home: Home, form: str, output: Path | None, *, force: bool) -> None:
    """All figures as one JSON value, or each number of them as a row."""
    from flashcards.cli.progress import read_progress
    from flashcards.core.figures import period_until

    figures = read_progress(home, (), period_until("all", home.today())).as_json()
    if form == "json":
        text = json.dumps(figures, ensure_ascii=True, indent=2, allow_nan=False) + "\n"
        write_output(output, lambda file: file.write(text.encode()), replaces=force)
        return
    rows = (_figure(place, value) for place, value in flat(figures))
    write_output(output, lambda file: WRITERS[form](file, ("figure", "place", "value"), rows), replaces=force)


def _figure(place: str, value: Any) -> Row:
    figure, _, rest = place.partition(".")
    return {"figure": figure, "place": rest, "value": value}
