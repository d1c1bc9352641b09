"""`flashcards due` for Typer: the same options, for help, completion and unusual spellings."""

from typing import Annotated

import typer

from flashcards.cli.due import FLAGS, run
from flashcards.cli.pages import examples

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards due", "flashcards due --json"))
def due(
    as_json: Annotated[bool, typer.Option("--json", help=FLAGS["--json"])] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=FLAGS["--exit-code"])] = False,
) -> None:
    """Say how many cards today holds, deck by deck."""
    flags = {"--json": as_json, "--exit-code": exit_code}
    raise typer.Exit(run({flag for flag, is_set in flags.items() if is_set}))
