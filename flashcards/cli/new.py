"""`flashcards new`: a deck to begin with."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.pages import examples
from flashcards.cli.places import find_places
from flashcards.cli.printing import print_line
from flashcards.core.errors import UsageError
from flashcards.decks.files import SUFFIXES
from flashcards.decks.laying import lay_schema
from flashcards.decks.template import name_from, template
from flashcards.reports.files import write_files

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards new my-cards.yaml"))
def new(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The deck to write, such as my-cards.yaml.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a deck to begin with: a card of each type, with comments.

    Its first line leads an editor with a YAML language server to the keys of decks, on this computer and without a
    network.
    """
    if not path.suffix:
        path = path.with_name(f"{path.name}.yaml")
    if path.suffix not in SUFFIXES:
        raise UsageError(f"a deck's file ends in .yaml, and not in {path.suffix}", f"try {path.stem}.yaml")
    places = find_places()
    own = Path(places.own_decks)
    schema = lay_schema(own, Path(places.bundled_decks))
    is_own = path.absolute().parent == own.absolute()
    file = shlex.quote(str(path))
    text = template(
        name_from(path),
        path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or "My deck",
        "../deck.schema.json" if is_own else schema.as_uri(),
        file,
        _first_kind(),
    )
    write_files({path: text}, replaces=force)
    then = f"`flashcards check {file}` checks it"
    if not is_own:
        then += f", `flashcards add {file}` has its cards asked"
    print_line(f"{path} is written. Edit it; {then}.")


def _first_kind() -> str | None:
    """A kind of problem that is installed here."""
    from flashcards.problems.plugins import installed_kinds

    return next(iter(installed_kinds().names), None)
