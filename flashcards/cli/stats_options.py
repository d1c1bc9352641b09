"""`flashcards stats` for Typer: the same, and all that changes what it tells and where."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.pages import examples
from flashcards.cli.stats import FLAGS, read, tell
from flashcards.core.errors import UsageError
from flashcards.text.show import show

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards stats", "flashcards stats --period year --html progress.html"))
def stats(  # noqa: PLR0913 - the command's options
    decks: Annotated[list[str] | None, typer.Argument(metavar="[DECK]...", help="Only these decks.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="From this day on, as 2026-03-14.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Up to this day; today otherwise.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="month, quarter, year or all; a month otherwise."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=FLAGS["--json"])] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page that stands by itself.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if there is one.")] = False,
) -> None:
    """Tell what you know, what you did, and what will come."""
    if as_json and html is not None:
        raise UsageError("--json prints, and --html writes a file", "give one of them")
    if force and html is None:
        raise UsageError("--force replaces a file", "give it with --html FILE")
    if html is not None and html.exists() and not force:
        raise UsageError(f"{html} is there already", "--force replaces it")
    figures = read(decks or (), period, since, until)
    if html is None:
        tell(figures, {"--json"} if as_json else set())
        return
    from flashcards.reports.files import write_files
    from flashcards.reports.stats_page import stats_page

    write_files({html: stats_page(figures)}, replaces=force)
    sys.stderr.write(f"progress is in {show(str(html), lines=False)}\n")
