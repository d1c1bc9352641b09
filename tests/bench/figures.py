"""How long all figures of `stats` take over a long journal, how fast an answer stays, the day's queue, and a rebuild.

    python tests/bench/figures.py [CARDS [REVIEWS [FOLDER]]]

100,000 cards and 1,000,000 reviews unless told otherwise; in FOLDER the database is kept and used again.
The peer's figure for the same (evidence: 417 ms on the machine that measured it) is not measured here.
"""

import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from flashcards.core.figures import PERIOD_DAYS, period_until
from flashcards.core.journal import Row
from flashcards.store.database import Database
from flashcards.store.figures import read_figures
from flashcards.store.journal import Journal, Moment
from flashcards.store.library import place, rebuild_cards, use_scheduler
from flashcards.store.practice import read_records
from flashcards.store.today import Limits, Selection, plan

TODAY = 739_576
YEARS = 5
DECKS = 20
ROUNDS = 9
SLIPS = ("sum-for-mean", "sign-lost", "square-forgotten", "")


def fill(database, cards, reviews):
    """A library of `cards` cards, a fifth of them tagged or needing others, and `reviews` rows over five years."""
    rng = Random(1)
    names = [f"deck{number % DECKS}/c{number}" for number in range(cards)]
    places = [
        (name, name, name.partition("/")[0], number, names[number - DECKS] if number % 50 == 49 else "")
        for number, name in enumerate(names)
    ]
    decks = [
        (f"deck{number}", f"Deck {number}", "x", True, cards // DECKS, number) for number in range(DECKS)
    ]
    place(database, decks, places, {}, "stamp")
    days = YEARS * 365
    with database.writing() as connection:
        seq = 0
        for day in range(TODAY - days, TODAY):
            at_ms = (day - 719_163) * 86_400_000 + rng.choice((7, 8, 18, 19, 20)) * 3_600_000
            for _ in range(reviews // days + 1):
                seq += 1
                at_ms += rng.randrange(2_000, 12_000)
                detail = '{"zone": 60}'
                if seq % 40 == 0:
                    slip = rng.choice(SLIPS)
                    detail = (
                        f'{{"zone": 60, "kind": "kind-{rng.randrange(60)}", "version": 1, "seed": {seq}, "givens": {{}}, '
                        f'"verdict": "{"wrong" if slip else "right"}", "slip": "{slip}"}}'
                    )
                grade = rng.choices((1, 2, 3, 4, 5), (2, 6, 12, 60, 20))[0]
                row = Row(
                    "bench", seq, at_ms, at_ms, day, "answer", rng.choice(names), grade, 6_000, detail=detail
                )
                values = [getattr(row, name) for name in Row.__slots__]
                connection.execute(
                    f"INSERT INTO journal VALUES ({', '.join('?' * 13)})", (*values, row.checksum())
                )
                if seq == reviews:
                    return


def timed(work):
    """Milliseconds of one call."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def shown(name, work, rounds=ROUNDS):
    """Print the median and the least time of a call."""
    taken = [timed(work) for _ in range(rounds)]
    print(f"  {name:<34} {median(taken):8.2f} ms   (fastest {min(taken):.2f})")


def measure(database, names):
    """Print what each period takes, one deck, an answer and an undo; and floors that tell the machine's state."""
    connection = database.connection
    for name in PERIOD_DAYS:
        period = period_until(name, TODAY)
        shown(
            f"all figures, {name}", lambda period=period: read_figures(connection, Selection(), TODAY, period)
        )
    tags = {f"tag{number}": names[number::50][:400] for number in range(50)}
    shown(
        "the same with 20,000 tagged entries",
        lambda: read_figures(connection, Selection(), TODAY, period, tags=tags),
    )
    one = Selection(frozenset({"deck3"}))
    shown("one deck, all", lambda: read_figures(connection, one, TODAY, period))
    shown("practice: the record of all kinds", lambda: read_records(connection))
    shown("the day's queue", lambda: plan(connection, TODAY, Selection(), Limits(10, 200)))
    shown("the queue of one deck", lambda: plan(connection, TODAY, one, Limits(10, 200)))
    shown(
        "floor: one sum over the journal",
        lambda: connection.execute(
            "SELECT day, count(*), sum(elapsed_ms) FROM journal GROUP BY day"
        ).fetchall(),
    )
    shown("floor: a million additions", lambda: sum(range(1_000_000)))
    journal = Journal(database)
    at_ms = (TODAY - 719_163) * 86_400_000
    cards = iter(names)
    shown(
        "an answer",
        lambda: journal.append(Moment(at_ms, TODAY, 60), "answer", next(cards), grade=4),
        rounds=300,
    )
    shown(
        "a row that sums nothing", lambda: journal.append(Moment(at_ms, TODAY), "try", "deck0/c0"), rounds=300
    )
    shown("an undo", lambda: journal.undo(Moment(at_ms, TODAY, 60)), rounds=100)


def main():
    """Make or open the database, and print the times."""
    cards, reviews = (
        int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 100_000), (2, 1_000_000))
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else temporary)
        is_new = not (folder / "flashcards.db").exists()
        with Database(str(folder / "flashcards.db")) as database:
            use_scheduler(database, "sm2")
            if is_new:
                fill(database, cards, reviews)
                print(
                    f"memory and sums rebuilt from {reviews:,} rows: {timed(lambda: rebuild_cards(database)) / 1000:.1f} s"
                )
            names = [
                name for (name,) in database.connection.execute("SELECT id FROM cards ORDER BY position")
            ]
            print(f"{len(names):,} cards, {reviews:,} reviews, {DECKS} decks:")
            measure(database, names)
            for name in ("sm2-1990", "sm2"):
                taken = timed(lambda name=name: use_scheduler(database, name))
                print(f"  {f'all folded anew by {name}':<34} {taken:8.0f} ms")


if __name__ == "__main__":
    main()
