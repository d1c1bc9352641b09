"""`flashcards card`: one card, and what can be done to it."""

from typing import Annotated

import typer

from flashcards.cli.card_edit import edit
from flashcards.cli.card_new import new
from flashcards.cli.card_rename import rename
from flashcards.cli.card_search import search
from flashcards.cli.card_show import FLAGS, find_card, run
from flashcards.cli.home import Home
from flashcards.cli.pages import Group, examples
from flashcards.cli.printing import print_line
from flashcards.core.journal import Kind

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    help="Find cards, see one, write, edit or rename it, or suspend, bury or reset it.",
    epilog=examples("flashcards card search 'sigmoid is:due'", "flashcards card show foundations/neuron"),
)

CardId = Annotated[str, typer.Argument(metavar="ID", help="The card, written as deck/id.")]


@app.command(epilog=examples("flashcards card show foundations/neuron"))
def show(
    card: CardId,
    as_json: Annotated[bool, typer.Option("--json", help=FLAGS["--json"])] = False,
) -> None:
    """Show a card: what it asks, where it stands, its history."""
    run(card, {"--json"} if as_json else set())


app.command(
    epilog=examples(
        "flashcards card search sigmoid",
        "flashcards card search 'deck:activations is:leech or lapses>=3'",
        "flashcards card search '\"weight decay\" -tag:regularization' --json",
    ),
    # A search may begin with a minus.
    context_settings={"ignore_unknown_options": True},
)(search)


@app.command(epilog=examples("flashcards card suspend foundations/neuron"))
def suspend(card: CardId) -> None:
    """Ask the card no more, until it is resumed."""
    _append(card, "suspend", "is suspended: `flashcards card resume` brings it back")


@app.command(epilog=examples("flashcards card resume foundations/neuron"))
def resume(card: CardId) -> None:
    """Ask a suspended or buried card again."""
    _append(card, "resume", "is asked again")


@app.command(epilog=examples("flashcards card bury foundations/neuron"))
def bury(card: CardId) -> None:
    """Hide the card until the next study day."""
    _append(card, "bury", "is buried until tomorrow")


@app.command(epilog=examples("flashcards card reset foundations/neuron"))
def reset(card: CardId) -> None:
    """Make the card new again.

    Its history stays, and `flashcards undo` takes the reset back.
    """
    _append(card, "reset", "is new again")


app.command("new", epilog=examples("flashcards card new my-deck"))(new)
app.command("edit", epilog=examples("flashcards card edit foundations/neuron"))(edit)
app.command("rename", epilog=examples("flashcards card rename foundations/neuron unit"))(rename)


def _append(name: str, kind: Kind, what: str) -> None:
    with Home() as home:
        card_id = find_card(home, name)
        home.journal.append(home.moment(), kind, card_id)
    print_line(f"{card_id} {what}")
