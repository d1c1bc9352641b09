"""Where the cards stand now, counted by the database as far as it can be."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flashcards.core.card_figures import CardCounts, CardRecord, Leeches, Weakest
from flashcards.core.card_sums import KNOWN_REPETITIONS, Heap, footing, load_of
from flashcards.core.figures import Share
from flashcards.core.grades import LEARNED
from flashcards.core.ids import deck_of
from flashcards.core.tallies import MATURE_DAYS
from flashcards.core.topic_figures import Mastery, Topic

#: So many cards are named among the leeches and the weakest; more would be a list, not a figure.
_NAMED = 10

# A deck's cards lie together in the table: '0' comes right after '/'.
_OF_DECK = "cards.id > name || '/' AND cards.id < name || '0'"
#: As in the conditions of the indexes on cards with a memory.
_MEMORY = "ease IS NOT NULL AND position IS NOT NULL"
_IS_KNOWN = f"coalesce(repetitions, 0) >= {KNOWN_REPETITIONS}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cards that figures are about: of these decks (None: all); cards of `off` decks do not come up."""

    connection: sqlite3.Connection
    decks: Sequence[str] | None
    off: frozenset[str] = frozenset()

    def rows(self, columns: str, rest: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """A query over these cards; `rest` begins with its condition."""
        if self.decks is None:
            return self.connection.execute(f"SELECT {columns} FROM cards WHERE {rest}", values)
        return self.connection.execute(
            f"""SELECT {columns} FROM (SELECT value AS name FROM json_each(?)) CROSS JOIN cards
                ON {_OF_DECK} WHERE {rest}""",
            (json.dumps(list(self.decks)), *values),
        )


@dataclass(frozen=True, slots=True)
class CardsNow:
    """What `read_cards_now` found; `due` holds (due day, cards) in order."""

    due: list[tuple[int, int]]
    load: float
    heaps: list[Heap]
    counts: CardCounts
    mastery: Mastery
    leeches: Leeches
    weakest: Weakest


@dataclass(frozen=True, slots=True)
class _Odd:
    """A card that needs others, or that has a `group` of its own: suspended, buried, repeat."""

    card: str
    entry: str
    needs: tuple[str, ...]
    is_known: bool
    maturity: str
    group: str


def read_cards_now(
    chosen: Chosen, decks: Sequence[str], tags: Mapping[str, Sequence[str]], today: int, leech_lapses: int
) -> CardsNow:
    """Everything that the table of cards tells; `decks` are those that mastery tells of."""
    heaps: list[Heap] = list(
        chosen.rows("ease, interval_days, count(*)", f"{_MEMORY} GROUP BY ease, interval_days")
    )
    by_deck = _by_deck(chosen.connection, decks)
    odd = _odd_cards(chosen.connection, today)
    unfounded = _unfounded(chosen.connection, odd)
    topics = _deck_topics(by_deck, unfounded) + _tag_topics(chosen, tags, unfounded)
    return CardsNow(
        due=_due(chosen),
        load=load_of(heaps) - _load_of_the_quiet(chosen),
        heaps=heaps,
        counts=_counts(by_deck, heaps, [each for each in odd if deck_of(each.card) in by_deck]),
        mastery=Mastery(tuple(topics)),
        leeches=_leeches(chosen, leech_lapses),
        weakest=_weakest(chosen, leech_lapses),
    )


def _due(chosen: Chosen) -> list[tuple[int, int]]:
    off = ""
    if chosen.off:
        # Out of the id, which the index holds, not out of the table.
        off = "AND substr(id, 1, instr(id, '/') - 1) NOT IN (SELECT value FROM json_each(?))"
    return list(
        chosen.rows(
            "due_day, count(*)",
            f"""due_day IS NOT NULL AND position IS NOT NULL AND NOT suspended {off}
                GROUP BY due_day ORDER BY due_day""",
            [json.dumps(sorted(chosen.off))] if chosen.off else (),
        )
    )


def _load_of_the_quiet(chosen: Chosen) -> float:
    """The load of cards that do not come up: suspended ones, and those of decks that are off."""
    of_one = "total(1.0 / max(interval_days, 1))"
    [(suspended,)] = chosen.rows(of_one, f"suspended = 1 AND {_MEMORY}")
    off = Chosen(chosen.connection, sorted(chosen.off))
    [(of_off,)] = off.rows(of_one, f"suspended = 0 AND {_MEMORY}")
    return float(suspended + of_off)


def _by_deck(connection: sqlite3.Connection, decks: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Of each deck, in order: its cards, those with a memory, those known."""
    found = connection.execute(
        f"""SELECT name, count(*), count(ease), total(repetitions >= {KNOWN_REPETITIONS}) FROM decks CROSS JOIN cards ON {_OF_DECK}
            WHERE cards.position IS NOT NULL AND name IN (SELECT value FROM json_each(?)) GROUP BY name""",
        (json.dumps(list(decks)),),
    )
    counts = {name: (cards, seen, int(known)) for name, cards, seen, known in found}
    return {name: counts.get(name, (0, 0, 0)) for name in decks}


def _odd_cards(connection: sqlite3.Connection, today: int) -> list[_Odd]:
    """Of the whole library: what a chosen deck needs may lie outside of it."""
    found = connection.execute(
        f"""SELECT id, entry, needs, {_IS_KNOWN}, CASE WHEN ease IS NULL THEN 'new'
                   WHEN interval_days >= {MATURE_DAYS} THEN 'mature' ELSE 'young' END,
                   CASE WHEN suspended THEN 'suspended' WHEN buried_day >= :today THEN 'buried'
                   WHEN last_day = :today AND last_grade < {LEARNED} THEN 'repeat' ELSE '' END
            FROM cards WHERE position IS NOT NULL AND id IN (
                SELECT id FROM cards WHERE needs <> '' UNION SELECT id FROM cards WHERE suspended = 1
                UNION SELECT id FROM cards WHERE buried_day >= :today
                UNION SELECT id FROM cards WHERE last_day = :today AND last_grade < {LEARNED})""",
        {"today": today},
    )
    return [
        _Odd(card, entry, tuple(needs.split()), bool(known), maturity, group)
        for card, entry, needs, known, maturity, group in found
    ]


def _unfounded(connection: sqlite3.Connection, odd: Sequence[_Odd]) -> Counter[str]:
    """How many cards of each entry are known, while something that they need is not."""
    needs = {each.entry: each.needs for each in odd if each.needs}
    found = connection.execute(
        f"""SELECT value, min({_IS_KNOWN}) FROM json_each(?) CROSS JOIN cards ON entry = value
            WHERE position IS NOT NULL GROUP BY value""",
        (json.dumps(sorted({need for all_needs in needs.values() for need in all_needs})),),
    )
    holds = footing(needs, {entry: bool(known) for entry, known in found})
    return Counter(
        each.entry for each in odd if each.is_known and not all(holds(need) for need in each.needs)
    )


def _counts(
    by_deck: Mapping[str, tuple[int, int, int]], heaps: Sequence[Heap], odd: Sequence[_Odd]
) -> CardCounts:
    cards = sum(cards for cards, _, _ in by_deck.values())
    seen = sum(count for _, _, count in heaps)
    mature = sum(count for _, interval, count in heaps if interval >= MATURE_DAYS)
    counts = Counter(new=cards - seen, young=seen - mature, mature=mature)
    for each in odd:
        if each.group:
            counts[each.maturity] -= 1
            counts[each.group] += 1
    return CardCounts(**{name: counts[name] for name in CardCounts.__slots__})


def _deck_topics(by_deck: Mapping[str, tuple[int, int, int]], unfounded: Counter[str]) -> list[Topic]:
    lost: Counter[str] = Counter()
    for entry, cards in unfounded.items():
        lost[deck_of(entry)] += cards
    return [
        Topic(name, "deck", Share(seen, cards), Share(known, cards), Share(known - lost[name], cards))
        for name, (cards, seen, known) in by_deck.items()
    ]


def _tag_topics(chosen: Chosen, tags: Mapping[str, Sequence[str]], unfounded: Counter[str]) -> list[Topic]:
    """Tags that a chosen card has, by name."""
    decks = None if chosen.decks is None else frozenset(chosen.decks)
    held = {
        tag: [entry for entry in entries if decks is None or deck_of(entry) in decks]
        for tag, entries in sorted(tags.items())
    }
    found = chosen.connection.execute(
        f"""SELECT value, count(*), count(ease), sum({_IS_KNOWN}) FROM json_each(?) CROSS JOIN cards
            ON entry = value WHERE position IS NOT NULL GROUP BY value""",
        (json.dumps(sorted({entry for entries in held.values() for entry in entries})),),
    )
    counts = {entry: numbers for entry, *numbers in found}
    topics = []
    for tag, entries in held.items():
        numbers = [counts[entry] for entry in entries if entry in counts]
        cards, seen, known = (sum(each[place] for each in numbers) for place in range(3))
        lost = sum(unfounded[entry] for entry in entries)
        if cards:
            shares = Share(seen, cards), Share(known, cards), Share(known - lost, cards)
            topics.append(Topic(tag, "tag", *shares))
    return topics


def _leeches(chosen: Chosen, least: int) -> Leeches:
    is_leech = f"{_MEMORY} AND lapses >= ?"
    [(total,)] = chosen.rows("count(*)", is_leech, (least,))
    first = f"{is_leech} ORDER BY lapses DESC, ease, id LIMIT {_NAMED}"
    return Leeches(least, _records(chosen, first, (least,)) if total else (), total)


def _weakest(chosen: Chosen, leech_lapses: int) -> Weakest:
    rest = f"""{_MEMORY} AND NOT suspended AND lapses > 0 AND lapses < ?
               ORDER BY ease, lapses DESC, id LIMIT {_NAMED}"""
    return Weakest(_records(chosen, rest, (leech_lapses,)))


def _records(chosen: Chosen, rest: str, values: Sequence[object]) -> tuple[CardRecord, ...]:
    found = chosen.rows("id, lapses, ease, interval_days, suspended", rest, values)
    return tuple(
        CardRecord(card, lapses, ease, interval, bool(suspended))
        for card, lapses, ease, interval, suspended in found
    )
