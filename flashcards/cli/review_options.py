"""`flashcards review` for Typer: the same, and all that narrows what is asked or changes how."""

from typing import Annotated

import typer

from flashcards.cli.pages import examples
from flashcards.cli.review import run
from flashcards.cli.search_option import SearchOption

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    epilog=examples(
        "flashcards review",
        "flashcards review activations --new 5",
        "flashcards review --tag shapes --cram --plain",
        "flashcards review --cram --search 'rated:7:1 or is:leech'",
    )
)
def review(  # noqa: PLR0913 - the command's options
    decks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DECK]...", help="Only these decks, each with a day's limit of its own."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TAG", help="Only cards with this tag; may be repeated."),
    ] = None,
    search: SearchOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, metavar="N", help="At most so many due cards now.")
    ] = None,
    new: Annotated[
        int | None, typer.Option("--new", min=0, metavar="N", help="At most so many new cards now.")
    ] = None,
    cram: Annotated[
        bool, typer.Option("--cram", help="Ask every selected card; changes no memory and no limit.")
    ] = False,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed", metavar="TEXT", help="The same text shuffles options in the same way each time."
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines from top to bottom, for screen readers and logs.")
    ] = False,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Play the answers of a file of JSON lines; - reads standard input.",
        ),
    ] = None,
) -> None:
    """Review the cards that are due, and some new ones.

    What --search finds when the sitting begins is asked in it, however it stands later.
    """
    raise typer.Exit(
        run(
            decks or [],
            tag or [],
            search,
            limit=limit,
            new=new,
            cram=cram,
            seed=seed,
            plain=plain,
            answers=answers,
        )
    )
