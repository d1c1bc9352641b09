"""`flashcards check` for Typer: the same, for help, completion and unusual spellings."""

from typing import Annotated

import typer

from flashcards.cli.check import FLAGS, run
from flashcards.cli.pages import examples

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards check", "flashcards check my-deck.yaml"))
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Deck files, or folders of them; without any, the whole library is checked.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=FLAGS["--json"])] = False,
) -> None:
    """Name every mistake in decks, each with its file, line and column.

    Advice is told as well: cards that are hard to answer or to trust. Only a mistake makes the exit code 1.
    """
    raise typer.Exit(run(files or [], {"--json"} if as_json else set()))
