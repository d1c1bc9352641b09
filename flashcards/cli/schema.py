"""`flashcards schema`: what editors complete and check decks by."""

import sys
from pathlib import Path

import typer

from flashcards.cli.pages import examples
from flashcards.cli.places import find_places
from flashcards.decks.laying import shipped_schema

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards schema"))
def schema() -> None:
    """Print the JSON Schema of decks, by which editors complete, explain and check them.

    The first line of a deck names it; `flashcards new` writes that line.
    """
    sys.stdout.write(shipped_schema(Path(find_places().bundled_decks)).read_text("utf-8"))
