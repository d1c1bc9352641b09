"""What a search found, for other programs: when each card is asked, in words, and a line or a JSON value for it."""

from typing import Any

from flashcards.core.cards import Card
from flashcards.core.days import iso, span
from flashcards.core.journal import Standing
from flashcards.core.questions import question


def state_words(standing: Standing, today: int) -> str:
    """In a word or two, when the card is asked."""
    if standing.suspended:
        return "suspended"
    if standing.buried_day is not None and standing.buried_day >= today:
        return "buried"
    if standing.memory is None:
        return "new"
    days = standing.memory.due_day - today
    if days > 0:
        return f"in {span(days)}"
    return "due" if days == 0 else f"{span(-days)} late"


def found_json(card: Card, standing: Standing) -> dict[str, Any]:
    """A card and where it stands; days are ISO dates, and a new card has no memory."""
    memory = standing.memory
    return {
        "id": card.id,
        "deck": card.deck,
        "type": card.type,
        "level": card.level,
        "tags": list(card.tags),
        "question": question(card.body),
        "due_day": iso(memory.due_day) if memory else None,
        "interval_days": memory.interval_days if memory else None,
        "ease": memory.ease / 100 if memory else None,
        "lapses": memory.lapses if memory else None,
        "repetitions": memory.repetitions if memory else None,
        "suspended": standing.suspended,
    }
