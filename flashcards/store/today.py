"""The day's queue out of the table of cards. Light on purpose, see `flashcards.core.days`."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from flashcards.core.ids import deck_of, entry_of
from flashcards.core.queue import Allowance, Due, Queue, Waiting, due_today, new_today

#: Of a card answered today: whether it comes again.
_REPEATS = "last_grade < 4 AND NOT suspended AND coalesce(buried_day, 0) < last_day"


class Selection:
    """The cards that a sitting is about: of named decks (None: all that are not off), of given entries and cards."""

    __slots__ = ("cards", "decks", "entries", "off")

    def __init__(
        self,
        decks: frozenset[str] | None = None,
        off: frozenset[str] = frozenset(),
        entries: frozenset[str] | None = None,
        cards: frozenset[str] | None = None,
    ) -> None:
        self.cards = cards
        self.decks = decks
        self.off = off
        self.entries = entries

    @property
    def is_everything(self) -> bool:
        """Whether no card is left out."""
        return self.decks is None and self.entries is None and self.cards is None and not self.off

    def has(self, deck: str, entry: str, card: str) -> bool:
        """Whether a card is selected; a deck that is named is, even when off."""
        if self.entries is not None and entry not in self.entries:
            return False
        if self.cards is not None and card not in self.cards:
            return False
        return deck in self.decks if self.decks is not None else deck not in self.off


class Limits:
    """New and due cards of a study day, over all sittings, for all decks or for each named one.

    `new_total` and `due_total` replace them for a sitting: the number that the day may reach in all.
    """

    __slots__ = ("due", "due_total", "new", "new_total")

    def __init__(
        self, new: int, due: int, *, new_total: int | None = None, due_total: int | None = None
    ) -> None:
        self.new = new
        self.due = due
        self.new_total = new_total
        self.due_total = due_total


class Answered:
    """What was answered on a day: by deck, how many new and due cards; the entries; what comes again."""

    def __init__(self, connection: sqlite3.Connection, today: int, selection: Selection) -> None:
        self.new: dict[str, int] = {}
        self.due: dict[str, int] = {}
        self.entries: set[str] = set()
        self.repeats: list[Waiting] = []
        rows = connection.execute(
            f"""SELECT id, entry, deck, position, first_day = last_day,
                      {_REPEATS} FROM cards WHERE last_day = ? ORDER BY last_order_ms""",
            (today,),
        )
        for card, entry, deck, position, was_new, repeats in rows:
            tally = self.new if was_new else self.due
            tally[deck] = tally.get(deck, 0) + 1
            self.entries.add(entry)
            if repeats and position is not None and selection.has(deck, entry, card):
                self.repeats.append(Waiting(card, position))


def plan(connection: sqlite3.Connection, today: int, selection: Selection, limits: Limits) -> Queue:
    """What is left of the day, for this selection."""
    answered = Answered(connection, today, selection)
    due, entries, held_back = due_today(
        _due(connection, today, selection),
        answered.entries,
        _allowance(limits.due, limits.due_total, answered.due, selection),
    )
    new, more_new = new_today(
        _unseen(connection, today, selection),
        entries,
        _allowance(limits.new, limits.new_total, answered.new, selection),
        lambda entry: _holds_back(connection, entry, selection),
    )
    return Queue(due, new, answered.repeats, held_back=held_back, more_new=more_new)


def count(
    connection: sqlite3.Connection, today: int, selection: Selection, limits: Limits
) -> tuple[Counter[str], Counter[str]]:
    """How many new and due cards `plan` has of each deck, today's failures among the due ones.

    Which of the siblings is asked, and in which order, need not be known where no limit cuts the due cards off.
    """
    if selection.decks is None and limits.due_total is None and limits.new_total is None:
        # Ids come as one text: a row each takes three times as long.
        answered, failed, is_new, all_answered = connection.execute(
            f"""SELECT group_concat(id, '\n'), group_concat(id, '\n') FILTER (WHERE {_REPEATS} AND position IS NOT NULL),
                total(first_day = last_day), count(*) FROM cards WHERE last_day = ?""",
            (today,),
        ).fetchone()
        (ids,) = connection.execute(
            f"SELECT group_concat(id, '\n') FROM ({_due_rows('id')})", {"today": today}
        ).fetchone()
        taken = _entries(_split(answered))
        due = _entries(_selected(ids, selection)) - taken
        if len(due) <= limits.due - (all_answered - is_new):
            new, _ = new_today(
                _unseen(connection, today, selection),
                due | taken,
                Allowance(limits.new - int(is_new)),
                lambda entry: _holds_back(connection, entry, selection),
            )
            return _by_deck(card.id for card in new), _by_deck([*due, *_selected(failed, selection)])
    queue = plan(connection, today, selection, limits)
    return _by_deck(card.id for card in queue.new), _by_deck(card.id for card in queue.due + queue.repeats)


def everything(connection: sqlite3.Connection, selection: Selection) -> Iterator[str]:
    """Every selected card that is not suspended, in the library's order: what cramming asks."""
    rows = connection.execute(
        "SELECT id, entry, deck FROM cards WHERE position IS NOT NULL AND NOT suspended ORDER BY position"
    )
    return (card for card, entry, deck in rows if selection.has(deck, entry, card))


def last_study_day(connection: sqlite3.Connection) -> int | None:
    """The study day of the journal's last row."""
    found = connection.execute("SELECT day FROM journal ORDER BY order_ms DESC LIMIT 1").fetchone()
    return found[0] if found else None


def due_on(connection: sqlite3.Connection, day: int, selection: Selection) -> int:
    """How many cards will be due on a later day, its backlog included, as things stand."""
    rows = connection.execute(
        """SELECT deck, entry, id FROM cards WHERE due_day <= ? AND due_day IS NOT NULL AND position IS NOT NULL
           AND NOT suspended""",
        (day,),
    )
    return sum(selection.has(deck, entry, card) for deck, entry, card in rows)


def _allowance(per_day: int, total: int | None, done: dict[str, int], selection: Selection) -> Allowance:
    if total is not None or selection.decks is None:
        return Allowance((per_day if total is None else total) - sum(done.values()))
    return Allowance({deck: per_day - done.get(deck, 0) for deck in selection.decks})


def _due(connection: sqlite3.Connection, today: int, selection: Selection) -> Iterable[Due]:
    rows = connection.execute(_due_rows("NOT advanced, due_day, position, id"), {"today": today})
    if selection.is_everything:
        return rows
    return (row for row in rows if selection.has(deck_of(row[3]), entry_of(row[3]), row[3]))


def _due_rows(columns: str) -> str:
    free = """position IS NOT NULL AND due_day IS NOT NULL AND NOT suspended
              AND coalesce(buried_day, 0) < :today AND coalesce(last_day, 0) < :today"""
    # Without the index named, the few that were put in front would be sought among all that is not due yet.
    return f"""SELECT {columns} FROM cards WHERE due_day <= :today AND {free}
               UNION ALL SELECT {columns} FROM cards INDEXED BY cards_advanced
               WHERE advanced = 1 AND due_day > :today AND {free}"""


def _split(ids: str | None) -> list[str]:
    return ids.split("\n") if ids else []


def _selected(ids: str | None, selection: Selection) -> list[str]:
    cards = _split(ids)
    if selection.is_everything:
        return cards
    return [card for card in cards if selection.has(deck_of(card), entry_of(card), card)]


# `entry_of` and `deck_of`, which take longer to call.
def _entries(cards: Iterable[str]) -> set[str]:
    return {card.partition("#")[0] for card in cards}


def _by_deck(cards: Iterable[str]) -> Counter[str]:
    return Counter([card.partition("/")[0] for card in cards])


def _unseen(connection: sqlite3.Connection, today: int, selection: Selection) -> Iterator[Waiting]:
    cards, decks = "cards", sorted(selection.decks or ())
    if decks:
        # A deck's cards lie together in the table ('0' comes right after '/'): nobody else's are looked at.
        names = ", ".join(["(?)"] * len(decks))
        cards = f"""(SELECT column1 AS name FROM (VALUES {names})) CROSS JOIN cards
                    ON id > name || '/' AND id < name || '0'"""
    rows = connection.execute(
        f"""SELECT id, entry, deck, position, needs FROM {cards}
            WHERE due_day IS NULL AND position IS NOT NULL AND NOT suspended
            AND coalesce(buried_day, 0) < ? AND coalesce(last_day, 0) < ? ORDER BY position""",
        (*decks, today, today),
    )
    for card, entry, deck, position, needs in rows:
        if selection.has(deck, entry, card):
            yield Waiting(card, position, tuple(needs.split()))


def _holds_back(connection: sqlite3.Connection, entry: str, selection: Selection) -> bool:
    """Whether a needed entry is new in all its cards, not suspended, and selected."""
    rows = connection.execute(
        "SELECT due_day, suspended, deck, id FROM cards WHERE entry = ? AND position IS NOT NULL", (entry,)
    ).fetchall()
    is_new = all(due_day is None for due_day, *_ in rows)
    return is_new and any(
        not suspended and selection.has(deck, entry, card) for _, suspended, deck, card in rows
    )
