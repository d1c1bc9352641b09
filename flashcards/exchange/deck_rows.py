"""A deck as a table for spreadsheets: a row an entry, all of it plain text."""

from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.answers import right_answer
from flashcards.core.cards import Basic, Card, Cloze, Typed
from flashcards.core.cloze import Gap, parse
from flashcards.exchange.sides import sides

COLUMNS = ("id", "type", "question", "answer", "hint", "why", "note", "source", "tags")


def deck_rows(entries: Iterable[Sequence[Card]]) -> Iterator[dict[str, str]]:
    """The rows. All gaps of a cloze are hidden at once; answers of several parts stand on lines of their own."""
    for cards in entries:
        card = cards[0]
        is_both = isinstance(card.body, Basic) and len(cards) > 1
        question, answer = _texts(card)
        yield {
            "id": card.entry,
            "type": "basic, both ways" if is_both else card.type,
            "question": question,
            "answer": answer,
            "hint": card.hint,
            "why": card.why,
            "note": card.note,
            "source": card.source,
            "tags": " ".join(card.tags),
        }


def _texts(card: Card) -> tuple[str, str]:
    body = card.body
    if isinstance(body, Cloze):
        parts = parse(body.text)
        hidden = (part if isinstance(part, str) else f"[{part.hint or '...'}]" for part in parts)
        return "".join(hidden), "\n".join(part.answer for part in parts if isinstance(part, Gap))
    answer = "\n".join(body.accept) if isinstance(body, Typed) else right_answer(body)
    return sides(card).question, answer
