"""`flashcards card search`: the cards that a search finds, on a screen, in plain lines or as JSON."""

import sys
from collections.abc import Iterable, Iterator
from typing import IO, Annotated, cast

import typer

from flashcards.cli.home import Home
from flashcards.cli.waiting import with_progress
from flashcards.core.cards import Card
from flashcards.core.errors import UsageError
from flashcards.core.journal import Standing
from flashcards.core.questions import question
from flashcards.reports.found import found_json, state_words
from flashcards.store.cards import read_standing
from flashcards.text.show import show

#: So many fit a terminal.
_SHOWN = 20
_CARDS_AT_ONCE = 500


def search(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help="Words and filters; best in single quotes.")
    ],
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="At most so many; 20 on a terminal, else all."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: a list of cards, in the library's order.")
    ] = False,
) -> None:
    """Find cards by words, and by filters such as deck:NAME, is:due, ivl>10 or rated:7.

    A word is found from its beginning, in questions, answers and all else that a card says. What stands side by
    side must all hold; -word must not, a or b takes either. `flashcards help search` has all filters.
    """
    for word in query:
        if word.startswith("--"):
            # Options that there are not come here too, because a search may begin with a minus.
            raise UsageError(f"no such option: {word}", "`flashcards card search --help` says what it takes")
    is_table = not as_json and sys.stdout.isatty()
    with Home() as home:
        found = home.search(" ".join(query))
        shown = _SHOWN if is_table and limit is None else limit
        ids = found.first(shown)
        count = len(ids) if shown is None or len(ids) < shown else found.count()
        cards = with_progress(_read(home, ids), "cards", len(ids))
        if as_json:
            _write_json(cards)
        else:
            _write_lines((_line(*each, home.today()) for each in cards), is_table=is_table and count > 0)
    if count > len(ids):
        sys.stderr.write(f"{len(ids):,} of {count:,} cards; --limit {count} shows all\n")
    elif not as_json:
        sys.stderr.write("1 card\n" if count == 1 else f"{count:,} cards\n")


def _write_json(cards: Iterable[tuple[Card, Standing]]) -> None:
    from flashcards.cli.export import Output
    from flashcards.reports.tables import write_json

    write_json(cast("IO[bytes]", Output()), (), (found_json(*each) for each in cards))


def _write_lines(lines: Iterable[tuple[str, str, str]], *, is_table: bool) -> None:
    if is_table:
        from flashcards.cli.printing import screen
        from flashcards.screens.found import found_table

        screen().print(found_table(list(lines)))
        return
    for line in lines:
        sys.stdout.write("\t".join(line) + "\n")


def _read(home: Home, ids: list[str]) -> Iterator[tuple[Card, Standing]]:
    """Each card with where it stands, some at a time."""
    for start in range(0, len(ids), _CARDS_AT_ONCE):
        # A card whose deck has changed just now is left out.
        for card_id, card in home.cards.cards(ids[start : start + _CARDS_AT_ONCE]).items():
            yield card, read_standing(home.connection, card_id)


def _line(card: Card, standing: Standing, today: int) -> tuple[str, str, str]:
    asks = " ".join(question(card.body).split())
    return card.id, state_words(standing, today), show(asks, lines=False)
