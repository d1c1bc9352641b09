"""The same cards and reviews for both sides: `cards` and `reviews`, tables of a plain SQLite file.

Each card that was ever answered has a true SM-2 history that ends with a due day: about one in forty is due today,
all others later. A fifth of the cards are new.
"""

import sqlite3
from datetime import date
from random import Random

from flashcards.core.memory import sm2

DECKS = 100
_WORDS = 5_000
_LONGEST_DAYS = 150
_GRADES = ((1, 2, 3, 4, 5), (4, 8, 14, 54, 20))
_NOON_MS = 12 * 3_600_000


def write_histories(path, cards, reviews):
    """Make the file; a fifth of the cards stays new, the reviews are shared out evenly among the others."""
    rng = Random(1)
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE cards (deck, id, front, back, due_day, ease, interval, repetitions, lapses)"
    )
    connection.execute(
        "CREATE TABLE reviews (at_ms INTEGER, day, card INTEGER, grade, ms, before, after, ease)"
    )
    seen = cards * 4 // 5
    today = date.today().toordinal()
    for number in range(cards):
        rows, memory = (
            _history(rng, reviews * (number + 1) // seen - reviews * number // seen, today)
            if number < seen
            else ((), None)
        )
        state = (
            (memory.due_day, memory.ease, memory.interval_days, memory.repetitions, memory.lapses)
            if memory
            else (None,) * 5
        )
        deck = number % min(DECKS, max(1, cards // 10))
        connection.execute(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (f"deck{deck:02}", f"c{number}", f"{_words(rng, 6)} {number}?", _words(rng, 8), *state),
        )
        connection.executemany(
            "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((at_ms, day, number, *rest) for at_ms, day, *rest in rows),
        )
    connection.commit()
    connection.close()


def _history(rng, count, today):
    """The rows of one card, and the memory in which they end."""
    memory, day, rows = None, 0, []
    for place in range(count):
        grade = rng.choices(*_GRADES)[0]
        if memory is not None and memory.interval_days > _LONGEST_DAYS:
            grade = 2
        if place >= count - 2:
            grade = 4  # so that it ends with an interval of some days
        after = sm2(memory, grade, day)
        rows.append((day, grade, memory.interval_days if memory else 0, after.interval_days, after.ease))
        memory, day = after, after.due_day + rng.choice((0, 0, 0, 1))
    ahead = -rng.randrange(4) if rng.random() < 1 / 40 else rng.randrange(1, max(2, memory.interval_days))
    shift = today + ahead - memory.due_day
    told = [
        (
            ((day + shift - 719_163) * 86_400_000) + _NOON_MS + rng.randrange(-14_000_000, 14_000_000),
            day + shift,
            grade,
            rng.randrange(2_000, 15_000),
            before,
            after,
            ease,
        )
        for day, grade, before, after, ease in rows
    ]
    return told, type(memory)(
        memory.ease, memory.interval_days, memory.repetitions, today + ahead, memory.lapses
    )


def _words(rng, count):
    return " ".join(f"w{rng.randrange(_WORDS):04}" for _ in range(count))
