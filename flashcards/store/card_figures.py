"""Where the cards stand now, counted by the database as far as it can be."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.card_figures import CardCounts, CardRecord, Leeches, Weakest
from flashcards.core.card_sums import KNOWN_REPETITIONS, Heap, footing, load_of
from flashcards.core.figures import Share
from flashcards.core.grades import LEARNED
from flashcards.core.ids import deck_of
from flashcards.core.tallies import MATURE_DAYS
from flashcards.core.topic_figures import Mastery, Topic
from flashcards.store.heaps import Chosen, Stages, awake_heaps_of, heaps_of, stages_of
from flashcards.store.sums import DUE, EASE, INTERVAL

#: So many cards are named among the leeches and the weakest; more would be a list, not a figure.
_NAMED = 10

_IS_KNOWN = f"(coalesce(repetitions, 0) >= {KNOWN_REPETITIONS})"
# The cards of an entry lie together in the table: '$' comes right after the '#' of its siblings.
_OF_ENTRY = "cards.id >= value AND cards.id < value || '$' AND entry = value"


@dataclass(frozen=True, slots=True)
class CardsNow:
    """What `read_cards_now` found; the heaps are in order of their values."""

    due: list[Heap]
    load: float
    intervals: list[Heap]
    ease: list[Heap]
    counts: CardCounts
    mastery: Mastery
    leeches: Leeches
    weakest: Weakest


def read_cards_now(
    chosen: Chosen, decks: Sequence[str], tags: Mapping[str, Sequence[str]], today: int, leech_lapses: int
) -> CardsNow:
    """Everything that the table of cards tells; `decks` are those that mastery tells of."""
    awake = awake_heaps_of(chosen, INTERVAL)
    stages = stages_of(chosen.connection, decks)
    unfounded = _unfounded(chosen.connection)
    topics = _deck_topics(stages, unfounded) + _tag_topics(chosen, tags, unfounded)
    return CardsNow(
        due=awake_heaps_of(chosen, DUE),
        load=load_of(awake),
        intervals=heaps_of(chosen, INTERVAL),
        ease=heaps_of(chosen, EASE),
        counts=_counts(chosen, stages, awake, today),
        mastery=Mastery(tuple(topics)),
        leeches=_leeches(chosen, leech_lapses),
        weakest=_weakest(chosen, leech_lapses),
    )


def _unfounded(connection: sqlite3.Connection) -> Counter[str]:
    """How many cards of each entry are known, while something that they need is not."""
    # Of the whole library: what a chosen deck needs may lie outside of it.
    needing = connection.execute(
        f"SELECT entry, needs, {_IS_KNOWN} FROM cards WHERE needs <> '' AND position IS NOT NULL"
    ).fetchall()
    # What is not known itself is not counted, and founds nothing: only what the known ones need is followed.
    needs = {entry: all_needs.split() for entry, all_needs, is_known in needing if is_known}
    is_known_of = {entry: False for entry, _, is_known in needing if not is_known}
    named = {need for all_needs in needs.values() for need in all_needs}
    unknown = connection.execute(
        f"""SELECT DISTINCT value FROM json_each(?) CROSS JOIN cards ON {_OF_ENTRY}
            WHERE position IS NOT NULL AND NOT {_IS_KNOWN}""",
        (json.dumps(list(named - needs.keys() - is_known_of.keys())),),
    )
    holds = footing(needs, is_known_of | {entry: False for (entry,) in unknown})
    return Counter(
        entry for entry, _, is_known in needing if is_known and not all(holds(need) for need in needs[entry])
    )


def _counts(chosen: Chosen, stages: Mapping[str, Stages], awake: Sequence[Heap], today: int) -> CardCounts:
    """`awake` are the intervals of cards that come up; those of decks that are off count here, too.

    Suspended cards are in `stages`; what else is hidden for a day is looked up, and taken out of its group.
    """
    total, suspended = (
        sum(getattr(each, name) for each in stages.values()) for name in ("cards", "suspended")
    )
    awake = awake_heaps_of(Chosen(chosen.connection, chosen.decks), INTERVAL) if chosen.off else awake
    seen = sum(cards for _, cards in awake)
    mature = sum(cards for interval, cards in awake if interval >= MATURE_DAYS)
    counts = Counter(new=total - suspended - seen, young=seen - mature, mature=mature, suspended=suspended)
    hidden = chosen.connection.execute(
        f"""SELECT deck, CASE WHEN ease IS NULL THEN 'new' WHEN interval_days >= {MATURE_DAYS} THEN 'mature'
                   ELSE 'young' END, CASE WHEN buried_day >= :today THEN 'buried' ELSE 'repeat' END
            FROM cards WHERE position IS NOT NULL AND NOT suspended AND id IN (
                SELECT id FROM cards WHERE buried_day >= :today
                UNION SELECT id FROM cards WHERE last_day = :today AND last_grade < {LEARNED})""",
        {"today": today},
    )
    for deck, group, hidden_as in hidden:
        if deck in stages:
            counts[group] -= 1
            counts[hidden_as] += 1
    return CardCounts(**{name: counts[name] for name in CardCounts._fields})


def _deck_topics(stages: Mapping[str, Stages], unfounded: Counter[str]) -> list[Topic]:
    lost: Counter[str] = Counter()
    for entry, cards in unfounded.items():
        lost[deck_of(entry)] += cards
    return [
        Topic(
            name,
            "deck",
            Share(each.seen, each.cards),
            Share(each.known, each.cards),
            Share(each.known - lost[name], each.cards),
        )
        for name, each in stages.items()
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
            ON {_OF_ENTRY} WHERE position IS NOT NULL GROUP BY value""",
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
    is_leech = "lapses >= ? AND position IS NOT NULL"
    [(total,)] = chosen.rows("count(*)", is_leech, (least,))
    first = f"{is_leech} ORDER BY lapses DESC, ease, id LIMIT {_NAMED}"
    return Leeches(least, _records(chosen, first, (least,)) if total else (), total)


def _weakest(chosen: Chosen, leech_lapses: int) -> Weakest:
    is_weak = "NOT suspended AND position IS NOT NULL AND lapses"
    if chosen.decks is not None:
        # With "+ 0" no index on all cards' lapses is gone through for the few of these decks.
        rest = f"{is_weak} + 0 BETWEEN 1 AND ? - 1 ORDER BY ease, lapses DESC, id LIMIT {_NAMED}"
        return Weakest(_records(chosen, rest, (leech_lapses,)))
    # The index has each number of lapses by ease: the first of each are enough.
    records = [
        record
        for lapses in range(1, leech_lapses)
        for record in _records(chosen, f"{is_weak} = ? ORDER BY ease, id LIMIT {_NAMED}", (lapses,))
    ]
    records.sort(key=lambda record: (record.ease, -record.lapses, record.card))
    return Weakest(tuple(records[:_NAMED]))


def _records(chosen: Chosen, rest: str, values: Sequence[object]) -> tuple[CardRecord, ...]:
    # First which cards, for which an index is enough: of many with the same ease no more than those are looked up.
    ids = [card for (card,) in chosen.rows("id", rest, values)]
    found = chosen.connection.execute(
        """SELECT cards.id, lapses, ease, interval_days, suspended
           FROM json_each(?) CROSS JOIN cards ON cards.id = value""",
        (json.dumps(ids),),
    )
    return tuple(
        CardRecord(card, lapses, ease, interval, bool(suspended))
        for card, lapses, ease, interval, suspended in found
    )
