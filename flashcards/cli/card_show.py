"""`flashcards card show`: what a card asks, where it stands, its history."""

import json
from typing import TYPE_CHECKING, Any

from flashcards.cli.home import Home
from flashcards.cli.printing import print_json, screen
from flashcards.cli.streams import writes_ascii
from flashcards.core.days import iso
from flashcards.core.errors import UnknownName
from flashcards.core.ids import deck_of, entry_of
from flashcards.core.questions import question
from flashcards.store.cards import read_standing
from flashcards.store.journal import current_id, rows_of, undone_keys

if TYPE_CHECKING:
    from rich.console import RenderableType

    from flashcards.core.cards import Card
    from flashcards.core.journal import Row, Standing
    from flashcards.screens.passages import Typesetter

#: Its options, for both ways in.
FLAGS = {"--json": "Print JSON: id, deck, type, memory, suspended, journal."}


def run(name: str, flags: set[str]) -> int:
    """Print the card of that name, and give the exit code. Raises UnknownName."""
    with Home() as home:
        card_id = find_card(home, name)
        card = home.cards.card(card_id)
        if "--json" in flags:
            print_json(_as_json(home, card_id, card))
        else:
            from flashcards.screens.passages import Typesetter

            typesetter = Typesetter(is_ascii=writes_ascii(), memory=home.typeset_texts)
            screen().print(info_screen(home, card_id, card, typesetter))
    return 0


def info_screen(
    home: Home, card_id: str, card: "Card | None", typesetter: "Typesetter", *, hides_answer: bool = False
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


def _as_json(home: Home, card_id: str, card: "Card | None") -> dict[str, Any]:
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


def _memory(standing: "Standing") -> dict[str, Any] | None:
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


def _row(row: "Row", *, undone: bool) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in row.__slots__}
    return values | {"day": iso(row.day), "detail": json.loads(row.detail), "undone": undone}
