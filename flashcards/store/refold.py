"""The whole journal folded anew, in place of what is kept."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby
from operator import itemgetter

from flashcards.core.errors import BrokenStore
from flashcards.core.journal import ONLY_TELLING, Row
from flashcards.core.memory import SCHEDULERS
from flashcards.core.refold import DAY_BITS, ELAPSED_BITS, GRADE_BITS, Fold, Folded, History, Line, history_of
from flashcards.core.tallies import Tallies, hours_of
from flashcards.store.bulk import in_bulk, uncollected
from flashcards.store.cards import FOLDED, MEMORY, write_folded, write_memories
from flashcards.store.database import DOCTOR
from flashcards.store.heaps import recount
from flashcards.store.journal import COLUMNS
from flashcards.store.meta import read_meta
from flashcards.store.tallies import replace_sums

# By the number of the row, which is compared ten times as fast as its key.
_HOLDS = """journal.rowid NOT IN (
    SELECT target.rowid FROM journal AS undo JOIN journal AS target
    ON target.device = undo.target_device AND target.seq = undo.target_seq WHERE undo.target_seq IS NOT NULL)"""

#: A row as `core.refold` wants it in a history: an answer packed, 0 where it only tells, else its own number below 0.
_NUMBER = f"""CASE WHEN kind = 'answer' AND day > 0 AND day >> {DAY_BITS} = 0 AND ifnull(grade, 0) BETWEEN 0 AND 5
    AND ifnull(elapsed_ms, 0) >= 0 AND ifnull(elapsed_ms, 0) >> {ELAPSED_BITS} = 0
    THEN (ifnull(elapsed_ms, 0) << {GRADE_BITS + DAY_BITS}) + (day << {GRADE_BITS}) + ifnull(grade, 0)
    WHEN kind IN ({", ".join(f"'{kind}'" for kind in sorted(ONLY_TELLING))}) THEN 0 ELSE -journal.rowid END"""
_LINE = "order_ms, day, kind, grade, elapsed_ms, CASE WHEN kind = 'placed' THEN detail END"
_NOWHERE = Folded()
#: So many cards are written faster without indexes.
_MANY = 2_000
_read_json = json.JSONDecoder().raw_decode


@contextmanager
def _damage_told() -> Iterator[None]:
    """What no sound row has is said in a line; raises BrokenStore."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise BrokenStore(
            f"a row of the journal is damaged, and cannot be folded: {error}", DOCTOR
        ) from error


@_damage_told()
@uncollected()
def refold(connection: sqlite3.Connection) -> None:
    """Fold the whole journal, and count all its sums; the caller holds the transaction. Raises BrokenStore."""
    refold_memories(connection)
    aliases = dict(connection.execute("SELECT old, id FROM aliases"))
    answers = connection.execute(
        f"SELECT card, day, grade, at_ms, detail FROM journal WHERE kind = 'answer' AND {_HOLDS}"
    )
    hours, tallies = hours_of(answers, aliases), Tallies()
    marked = connection.execute(
        f"""SELECT {COLUMNS} FROM journal WHERE instr(detail, '"verdict"') > 0 AND instr(detail, '"seed"') > 0
            AND {_HOLDS}"""
    )
    for row in (Row(*values) for values in marked):
        tallies.add_problem(aliases.get(row.card, row.card), row)
    replace_sums(connection, "tally_hours", hours)
    replace_sums(connection, "tally_problems", tallies.problems)
    replace_sums(connection, "tally_answers", tallies.answers)


@_damage_told()
@uncollected()
def refold_memories(connection: sqlite3.Connection) -> None:
    """Fold only what goes by the scheduler: where the cards stand, and the sums by state. Raises BrokenStore."""
    fold = Fold(SCHEDULERS[read_meta(connection, "scheduler")])
    for history, find in _histories(connection):
        fold.add(history, find)
    _keep(connection, fold.folded)
    replace_sums(connection, "tally_days", fold.day_sums())


def _keep(connection: sqlite3.Connection, folded: dict[str, Folded]) -> None:
    """Write where the cards stand, as far as it is not what is kept already."""
    # What was only practised is no card: it has rows, and stands nowhere.
    changed = {card: one for card, one in folded.items() if one != _NOWHERE}
    of_memory: dict[str, Folded] = {}
    for card, *values in connection.execute(f"SELECT id, {', '.join(FOLDED)} FROM cards"):
        kept, one = tuple(values), changed.pop(card, _NOWHERE)
        if one[len(MEMORY) :] != kept[len(MEMORY) :]:
            changed[card] = one
        elif one != kept:
            of_memory[card] = one
    is_bulk = len(of_memory) + len(changed) >= _MANY
    with in_bulk(connection, MEMORY if len(changed) < len(of_memory) else ()) if is_bulk else nullcontext():
        write_memories(connection, of_memory)
        write_folded(connection, changed)
    if not is_bulk:
        recount(connection)  # all the same: it is what mends counts that are wrong


def _histories(connection: sqlite3.Connection) -> Iterator[tuple[History, Callable[[int], Line]]]:
    """Every card with its rows: one index has them in order, but for cards that have had other ids."""
    aliases = connection.execute("SELECT old, id FROM aliases").fetchall()
    renamed = {card for pair in aliases for card in pair}

    def find(number: int) -> Line:
        line: Line = connection.execute(
            f"SELECT card, {_LINE} FROM journal WHERE rowid = ?", (-number,)
        ).fetchone()
        return line

    # Each card comes as one text, in the order in which the index has its rows: a fifth of the time of a row each.
    for card, numbers, last_order_ms in connection.execute(
        f"""SELECT card, json_group_array({_NUMBER}), max(CASE kind WHEN 'answer' THEN order_ms END)
            FROM journal INDEXED BY journal_card WHERE {_holds(connection)} GROUP BY card"""
    ):
        if card not in renamed:
            yield (card, _read_json(numbers)[0], last_order_ms), find
    lines = connection.execute(
        f"""SELECT coalesce((SELECT id FROM aliases WHERE old = card), card) AS present, {_LINE} FROM journal
            WHERE card IN (SELECT value FROM json_each(?)) AND {_HOLDS} ORDER BY present, order_ms, device, seq""",
        (json.dumps(sorted(renamed)),),
    )
    for card, history in groupby(lines, itemgetter(0)):
        yield history_of(card, history)


def _holds(connection: sqlite3.Connection) -> str:
    """The condition of rows that were not taken back; of most journals that is all."""
    return (
        _HOLDS
        if connection.execute("SELECT 1 FROM journal WHERE target_seq IS NOT NULL LIMIT 1").fetchone()
        else "TRUE"
    )
