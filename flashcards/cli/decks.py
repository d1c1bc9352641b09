"""`flashcards decks`: the library, which decks the day leaves out, and which leave it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from flashcards.cli.config import change_setting
from flashcards.cli.due import count
from flashcards.cli.home import Home
from flashcards.cli.pages import Group, examples
from flashcards.cli.printing import print_columns, print_json, print_line, screen
from flashcards.cli.removing import remove
from flashcards.core.errors import UnknownName, UsageError
from flashcards.core.remarks import deck_remarks
from flashcards.store.heaps import stages_of

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback(epilog=examples("flashcards decks", "flashcards decks off activations"))
def decks(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: a list of decks.")] = False,
) -> None:
    """List the decks with what today holds of each."""
    if context.invoked_subcommand is not None:
        return
    with Home() as home:
        home.tell_broken_decks()
        listed = list(_listed(home))
    if as_json:
        print_json(listed)
    elif sys.stdout.isatty():
        from flashcards.screens.decks import decks_table

        screen().print(decks_table(listed))
    else:
        columns = ("deck", "title", "cards", "seen", "new", "due")
        print_columns(
            [(*columns, ""), *((*(deck[key] for key in columns), deck_remarks(deck)) for deck in listed)]
        )


def _listed(home: Home) -> Iterator[dict[str, Any]]:
    """The decks in use, as `--json` has them."""
    rows = home.connection.execute(
        "SELECT name, title, path, own, cards FROM decks ORDER BY position"
    ).fetchall()
    stages = stages_of(home.connection, [name for name, *_ in rows])
    off = home.settings.decks_off
    bundled = {name for (name,) in home.cards.rows("SELECT deck FROM files WHERE NOT is_own")}
    own_folder = Path(home.places.own_decks)
    counts = count(home)
    for name, title, path, own, cards in rows:
        new, due, _ = counts[name]
        yield {
            "deck": name,
            "title": title,
            "path": path,
            "own": bool(own),
            "linked": bool(own) and Path(path).parent != own_folder,
            "overrides": bool(own) and name in bundled,
            "on": name not in off,
            "cards": cards,
            "seen": stages[name].seen,
            "new": new,
            "due": due,
        }


@app.command("on", epilog=examples("flashcards decks on activations"))
def turn_on(name: Annotated[str, typer.Argument(metavar="DECK", help="The deck's name.")]) -> None:
    """Take a deck into the day again."""
    _switch(name, is_on=True)


@app.command("off", epilog=examples("flashcards decks off activations"))
def turn_off(name: Annotated[str, typer.Argument(metavar="DECK", help="The deck's name.")]) -> None:
    """Leave a deck out of the day.

    Its cards keep their places, and `flashcards review DECK` still asks them.
    """
    _switch(name, is_on=False)


app.command("remove", epilog=examples("flashcards decks remove my-deck"))(remove)


def _switch(name: str, *, is_on: bool) -> None:
    with Home() as home:
        known = home.deck_names()
        origin = home.settings.origin["decks_off"]
        if origin.startswith("FLASHCARDS_"):
            raise UsageError(f"{origin} says which decks are off", "unset it, and the settings hold again")
        off = set(home.settings.decks_off)
        if name not in known and not (is_on and name in off):
            raise UnknownName("deck", name, known, otherwise="`flashcards decks` lists them")
        off = off - {name} if is_on else off | {name}
        change_setting(home.places.settings, "decks_off", tuple(sorted(off)))
    print_line(f"{name} is {'on: the day asks it' if is_on else 'off: the day leaves it out'}")
