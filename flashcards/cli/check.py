"""`flashcards check`: every mistake of every deck, with its place."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.printing import print_json
from flashcards.core.errors import UsageError
from flashcards.decks.advice import advise
from flashcards.decks.mistakes import Mistake
from flashcards.screens.words import plural
from flashcards.store.library import orphans
from flashcards.text.show import show

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards check", "flashcards check my-deck.yaml"))
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Deck files; without any, the whole library is checked."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: a list of path, line, column, severity and message.")
    ] = False,
) -> None:
    """Name every mistake in decks, each with its file, line and column.

    Advice is told as well: cards that are hard to answer or to trust. Only a mistake makes the exit code 1.
    """
    missing_cards: list[str] = []
    if files:
        mistakes, decks = _check_files(files)
    else:
        with Home() as home:
            shelf = home.read_decks(afresh=True)
            missing_cards = orphans(home.connection)
            cards = list(home.cards.cards(home.cards.ids()).values())
        mistakes, decks = [*shelf.mistakes, *advise(cards)], [deck.path for deck in shelf.decks]
    errors = [mistake for mistake in mistakes if mistake.is_error]
    if as_json:
        print_json([mistake.to_json() for mistake in mistakes])
    else:
        _print(mistakes, missing_cards)
        advice = len(mistakes) - len(errors)
        # A deck that is in use may have a mistake in a card.
        wrong = {mistake.path for mistake in errors}
        in_order = sum(path not in wrong for path in decks)
        sys.stderr.write(
            f"{plural(in_order, 'deck')} in order, {plural(len(errors), 'mistake')}, {advice} of advice\n"
        )
    raise typer.Exit(1 if errors else 0)


def _check_files(files: list[str]) -> tuple[list[Mistake], list[str]]:
    """What is wrong or could be better, and the files that are decks."""
    from flashcards.decks.reading import Deck, read_deck_file

    mistakes: list[Mistake] = []
    decks: list[str] = []
    for file in files:
        if not os.path.lexists(file):
            raise UsageError(f"there is no file {file}", "name deck files, or none for the whole library")
        result = read_deck_file(Path(file))
        if isinstance(result, Deck):
            decks.append(result.path)
            mistakes += [*result.mistakes, *advise(result.cards)]
        else:
            mistakes += result
    return mistakes, decks


def _print(mistakes: list[Mistake], missing_cards: list[str]) -> None:
    for mistake in mistakes:
        sys.stdout.write(show(mistake.render(), limit=20_000) + "\n")
    if missing_cards:
        names = ", ".join(missing_cards[:5]) + (" and more" if len(missing_cards) > 5 else "")
        sys.stdout.write(
            show(f"{plural(len(missing_cards), 'card')} with a history that no deck has any more: {names}")
            + "\n"
        )
        sys.stdout.write("hint: `was: [OLD-ID]` on the card that took its place gives it the history\n")
