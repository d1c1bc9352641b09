"""The option by which commands select cards as `card search` does. Apart, so that they load nothing to print them."""

from typing import Annotated

import typer

SearchOption = Annotated[
    str | None,
    typer.Option(
        "--search", metavar="QUERY", help="Only the cards that `flashcards card search` finds by this."
    ),
]
