"""A deck as a table for spreadsheets: a row an entry, all of it plain text."""

from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.answers import right_answer
from flashcards.core.cards import Basic, Body, Card, Cloze, Typed
from flashcards.exchange.sides import sides

COLUMNS = ("id", "type", "question", "answer", "hint", "why", "note", "source", "tags")


def deck_rows(entries: Iterable[Sequence[Card]]) -> Iterator[dict[str, str]]:
    """The rows. A cloze's question is its text with the gaps as they are written; answers stand on lines of their own."""
    for cards in entries:
        card = cards[0]
        is_both = isinstance(card.body, Basic) and len(cards) > 1
        yield {
            "id": card.entry,
            "type": "basic, both ways" if is_both else card.type,
            "question": card.body.text if isinstance(card.body, Cloze) else sides(card).question,
            "answer": _answer(card.body),
            "hint": card.hint,
            "why": card.why,
            "note": card.note,
            "source": card.source,
            "tags": " ".join(card.tags),
        }


def _answer(body: Body) -> str:
    if isinstance(body, Typed):
        return "\n".join(body.accept)
    return "" if isinstance(body, Cloze) else right_answer(body)
