"""`flashcards card`: one card, and what can be done to it."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flashcards.cli.card_edit import edit
from flashcards.cli.card_new import new
from flashcards.cli.card_rename import rename
from flashcards.cli.card_search import search
from flashcards.cli.home import Home
from flashcards.cli.pages import Group, examples
from flashcards.cli.printing import print_json, print_line, screen
from flashcards.cli.streams import writes_ascii
from flashcards.core.cards import Card
from flashcards.core.days import iso
from flashcards.core.errors import UnknownName
from flashcards.core.ids import deck_of, entry_of
from flashcards.core.journal import Kind, Row, Standing
from flashcards.core.questions import question
from flashcards.store.cards import read_standing
from flashcards.store.journal import current_id, rows_of, undone_keys

if TYPE_CHECKING:
    from rich.console import RenderableType

    from flashcards.screens.passages import Typesetter

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
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: id, deck, type, memory, suspended, journal.")
    ] = False,
) -> None:
    """Show a card: what it asks, where it stands, its history."""
    with Home() as home:
        card_id = find_card(home, card)
        parsed = home.cards.card(card_id)
        if as_json:
            print_json(_as_json(home, card_id, parsed))
        else:
            from flashcards.screens.passages import Typesetter

            typesetter = Typesetter(is_ascii=writes_ascii(), memory=home.typeset_texts)
            screen().print(info_screen(home, card_id, parsed, typesetter))


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


def info_screen(
    home: Home, card_id: str, card: Card | None, typesetter: "Typesetter", *, hides_answer: bool = False
) -> "RenderableType":
    """All that is known of a card, also during a review."""
    from flashcards.screens.cards import card_screen

    return card_screen(
        card_id,
        card,
        read_standing(home.connection, card_id),
        list(rows_of(home.connection, card_id)),
        typesetter,
        today=home.today(),
        leech_lapses=home.settings.number("leech_lapses"),
        hides_answer=hides_answer,
    )


def find_card(home: Home, name: str) -> str:
    """The card that an id or a former id names; raises UnknownName."""
    card_id = current_id(home.connection, name)
    if home.connection.execute("SELECT 1 FROM cards WHERE id = ?", (card_id,)).fetchone():
        return card_id
    known = [card for (card,) in home.connection.execute("SELECT id FROM cards WHERE position IS NOT NULL")]
    siblings = [card for card in known if entry_of(card) == name]
    if siblings:
        raise UnknownName("card", name, known, otherwise=f"its gaps are {', '.join(siblings)}")
    raise UnknownName("card", name, known, otherwise="`flashcards card search WORDS` finds ids")


def _append(name: str, kind: Kind, what: str) -> None:
    with Home() as home:
        card_id = find_card(home, name)
        home.journal.append(home.moment(), kind, card_id)
    print_line(f"{card_id} {what}")


def _as_json(home: Home, card_id: str, card: Card | None) -> dict[str, Any]:
    standing = read_standing(home.connection, card_id)
    undone = undone_keys(home.connection)
    return {
        "id": card_id,
        "deck": deck_of(card_id),
        "type": card.type if card else None,
        "question": question(card.body) if card else None,
        "memory": _memory(standing),
        "suspended": standing.suspended,
        "journal": [_row(row, undone=row.key in undone) for row in rows_of(home.connection, card_id)],
    }


def _memory(standing: Standing) -> dict[str, Any] | None:
    memory = standing.memory
    if memory is None:
        return None
    return {
        "ease": memory.ease / 100,
        "interval_days": memory.interval_days,
        "repetitions": memory.repetitions,
        "lapses": memory.lapses,
        "due_day": iso(memory.due_day),
    }


def _row(row: Row, *, undone: bool) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in Row.__slots__}
    return values | {"day": iso(row.day), "detail": json.loads(row.detail), "undone": undone}
