"""`flashcards check`: every mistake of every deck, with its place."""

import os
import sys
from pathlib import Path

from flashcards.cli.printing import print_json
from flashcards.core.errors import UsageError
from flashcards.core.plurals import plural
from flashcards.decks.advice import advise
from flashcards.decks.mistakes import Mistake
from flashcards.text.show import show

#: Its options, for both ways in.
FLAGS = {"--json": "Print JSON: a list of path, line, column, severity and message."}


def run(files: list[str], flags: set[str]) -> int:
    """Name the mistakes of these files and folders, or of the whole library; gives the exit code. Raises UsageError."""
    mistakes, decks = _check_files(files) if files else _check_library()
    errors = [mistake for mistake in mistakes if mistake.is_error]
    if "--json" in flags:
        print_json([mistake.to_json() for mistake in mistakes])
    else:
        _print(mistakes)
        advice = len(mistakes) - len(errors)
        # A deck that is in use may have a mistake in a card.
        wrong = {mistake.path for mistake in errors}
        in_order = sum(path not in wrong for path in decks)
        sys.stderr.write(
            f"{plural(in_order, 'deck')} in order, {plural(len(errors), 'mistake')}, {advice} of advice\n"
        )
    return 1 if errors else 0


def _check_library() -> tuple[list[Mistake], list[str]]:
    """What is wrong or could be better in the whole library, and the files of its decks."""
    from flashcards.cli.home import Home
    from flashcards.cli.orphans import advise_on_orphans
    from flashcards.store.library import orphans

    with Home() as home:
        shelf = home.read_decks(afresh=True)
        gone = orphans(home.connection)
        cards = list(home.cards.cards(home.cards.ids()).values())
    left_out = [Path(mistake.path).stem for mistake in shelf.errors if mistake.stops_deck]
    missing = advise_on_orphans(gone, {deck.name: deck.path for deck in shelf.decks}, left_out)
    return [*shelf.mistakes, *advise(cards), *missing], [deck.path for deck in shelf.decks]


def _check_files(files: list[str]) -> tuple[list[Mistake], list[str]]:
    """What is wrong or could be better, and the files that are decks."""
    from flashcards.decks.reading import Deck, read_deck_file

    mistakes: list[Mistake] = []
    decks: list[str] = []
    for file in [each for named in files for each in _files_of(named)]:
        result = read_deck_file(Path(file))
        if isinstance(result, Deck):
            decks.append(result.path)
            mistakes += [*result.mistakes, *advise(result.cards)]
        else:
            mistakes += result
    return mistakes, decks


def _files_of(named: str) -> list[str]:
    """The file itself, or the decks of a folder, which `add` takes as well. Raises UsageError where there are none."""
    from flashcards.decks.files import files_in

    if not os.path.lexists(named):
        raise UsageError(f"there is no file {named}", "name deck files, or none for the whole library")
    found = files_in(named) if Path(named).is_dir() else [named]
    if not found:
        raise UsageError(f"{named} holds no .yaml file", "name deck files, or none for the whole library")
    return found


def _print(mistakes: list[Mistake]) -> None:
    for mistake in mistakes:
        text = mistake.render()
        if not mistake.path:  # a deck that is gone stands nowhere
            text = text.partition(": ")[2]
        sys.stdout.write(show(text, limit=20_000) + "\n")
