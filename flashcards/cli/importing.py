"""`flashcards import`: what people have already, and whole backups."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.pages import examples
from flashcards.core.errors import UsageError
from flashcards.exchange.kinds import kind_of

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    "import",
    epilog=examples(
        "flashcards import words.csv",
        "flashcards import words.csv --deck spanish --dry-run",
        "flashcards import collection.apkg",
        "flashcards import flashcards.zip",
    ),
)
def take_in(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A table (CSV, TSV), Anki's .apkg, .colpkg or text export, Markdown with Q: and A: lines, or the zip "
            "that `flashcards export all` has written.",
        ),
    ],
    deck: Annotated[
        str, typer.Option(metavar="NAME", help="Put all cards into this deck; without it the file tells.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing, and say what would be.")
    ] = False,
) -> None:
    """Make a deck of what another program has, or take a whole backup in; nothing that is here is lost.

    A second import of the same source brings the deck up to date: what you added to its cards stays. A file that
    cannot be read is refused whole.
    """
    try:
        _take(path, deck, dry_run=dry_run)
    except KeyboardInterrupt as stopped:
        # Below what the terminal has made of the key.
        sys.stderr.write("\n" if sys.stderr.isatty() else "")
        sys.stderr.write(f"stopped: {stopped.args[0] if stopped.args else 'nothing was taken in'}\n")
        raise


def _take(path: Path, deck: str, *, dry_run: bool) -> None:
    match kind_of(path):
        case "backup":
            from flashcards.cli.import_backup import take_backup

            if deck:
                raise UsageError("a backup brings its own decks", "leave --deck out")
            take_backup(path, dry_run=dry_run)
        case "anki":
            from flashcards.cli.import_anki import take_collection

            take_collection(path, deck, dry_run=dry_run)
        case _:
            from flashcards.cli.import_text import take_text

            take_text(path, deck, dry_run=dry_run)
