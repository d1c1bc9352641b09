"""How long a search takes among many cards, beside Anki's `find_cards` over the same cards, texts and answers.

    python tests/bench/search.py [CARDS [REVIEWS [FOLDER]]]

100,000 cards and 1,000,000 reviews unless told otherwise; in FOLDER both collections are kept and used again. Needs
the package `anki`. The budget holds for what a search shows: the number of cards and the first twenty, in order
(`page`). All ids as a set (`ids`), which a review takes, are texts of ours and numbers of Anki's: told beside it.
"""

import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from figures import DECKS, TODAY, fill

from flashcards.core.cards import Basic, Card
from flashcards.core.memory import LONGEST_INTERVAL_DAYS
from flashcards.core.search_reading import read_query
from flashcards.decks.cache import Cache
from flashcards.decks.keeping import Seen, keep
from flashcards.decks.reading import Deck
from flashcards.decks.search import cards_with
from flashcards.decks.shelf import put_in_order
from flashcards.store.database import Database
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.search import Search

ROUNDS = 15
#: Ours, Anki's, and how much of Anki's time ours may take; None: only told.
QUERIES = (
    ("{rare}", "{rare}", 0.1),
    ("{rare} {common}", "{rare} {common}", 0.1),
    ("{common}", "{common}", None),
    ('"{rare} {common}"', '"{rare} {common}"', None),
    ("rated:30", "rated:30", 1),
    ("rated:7:1", "rated:7:1", None),
    ("ivl>100", "prop:ivl>100", 1),
    ("ease<2.0 lapses>=3", "prop:ease<2.0 prop:lapses>=3", None),
    ("is:due", "is:due", None),
    ("-{rare} ivl>100", "-{rare} prop:ivl>100", None),
)


def words(rng):
    """A language of 5,000 words, some of them common."""
    return ["".join(rng.choice("abcdefghijklmnop") for _ in range(7)) for _ in range(5_000)]


def sentences(rng, language, count):
    """Fourteen words each; a few words stand in most of them, most words in few."""

    def word():
        return language[
            min(len(language), int(rng.paretovariate(0.7))) - 1
            if rng.random() < 0.7
            else rng.randrange(5_000)
        ]

    return [" ".join(word() for _ in range(14)) for _ in range(count)]


def make_journal(folder, cards, reviews):
    """The journal and what follows from it."""
    with Database(str(folder / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        fill(database, cards, reviews)
        rebuild_cards(database)


def make_cache(folder, texts):
    """The cache of the decks, with its index."""
    with Database(str(folder / "flashcards.db")) as database:
        names = [name for (name,) in database.connection.execute("SELECT id FROM cards ORDER BY position")]
    cache = Cache(str(folder / "cards.db"))
    started = time.perf_counter()
    with cache.writing() as connection:
        for number in range(DECKS):
            of_deck = [
                Card(name, Basic(text[:70], text[70:]))
                for name, text in zip(names[number::DECKS], texts[number::DECKS], strict=True)
            ]
            deck = Deck(f"deck{number}", f"Deck {number}", "", f"deck{number}.yaml", tuple(of_deck))
            keep(connection, deck.path, Seen(0, 0, 0), str(number), deck, is_own=True)
        put_in_order(connection)
    print(f"  kept with their index in {time.perf_counter() - started:.1f} s")
    cache.close()


def make_anki(folder, texts):
    """The same cards, memories and answers as Anki keeps them, its today being ours."""
    from anki.collection import Collection

    col = Collection(str(folder / "collection.anki2"))
    now = int(time.time())
    shift_ms = (col.sched.day_cutoff - 43_200) * 1000 - (TODAY - 719_163) * 86_400_000
    notetype = col.models.current()["id"]
    col.db.executemany(
        "insert into notes values (?, ?, ?, ?, -1, '', ?, ?, 0, 0, '')",
        [
            (n + 1, f"g{n}", notetype, now, f"{text[:70]}\x1f{text[70:]}", text[:70])
            for n, text in enumerate(texts)
        ],
    )
    with Database(str(folder / "flashcards.db")) as database:
        rows = database.connection.execute(
            "SELECT id, interval_days, ease, repetitions, lapses, due_day FROM cards ORDER BY position"
        ).fetchall()
        number = {row[0]: place + 1 for place, row in enumerate(rows)}
        cards = []
        for place, (_, interval, ease, repetitions, lapses, due) in enumerate(rows):
            is_new = ease is None
            memory = (0, 0, place, 0, 0, 0, 0)
            if not is_new:
                memory = (
                    2,
                    2,
                    due - TODAY,
                    min(interval, LONGEST_INTERVAL_DAYS),
                    ease * 10,
                    repetitions,
                    lapses,
                )
            cards.append((place + 1, place + 1, 1, 0, now, -1, *memory, 0, 0, 0, 0, ""))
        col.db.executemany(f"insert into cards values ({', '.join('?' * 18)})", cards)
        answers = database.connection.execute("SELECT order_ms, card, grade FROM journal")
        while some := answers.fetchmany(100_000):
            col.db.executemany(
                "insert into revlog values (?, ?, -1, ?, 10, 5, 2500, 6000, 1)",
                [(at_ms + shift_ms, number[card], max(1, grade - 1)) for at_ms, card, grade in some],
            )
    col.close()


def timed(work):
    """Milliseconds of one call."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def measure(folder, names):
    """Print each search: ours and Anki's in turn, and their ratio."""
    from anki.collection import Collection

    col = Collection(str(folder / "collection.anki2"))
    cache = Cache(str(folder / "cards.db"))
    with Database(str(folder / "flashcards.db")) as database:

        def searched(text):
            query = read_query(text, lambda what: ())
            return Search(
                database.connection,
                query,
                lambda words: cards_with(cache, words),
                today=TODAY,
                leech_lapses=8,
            )

        def page(text):
            found = searched(text)
            return found.count(), found.first(20)

        print(
            f"  {'search':<28}{'hits':>8}{'anki':>9}{'ids':>9}{'page':>9}{'ids/anki':>10}{'page/anki':>11}  budget"
        )
        for our_text, their_text, budget in QUERIES:
            ours, theirs = our_text.format(**names), their_text.format(**names)
            hits, peers = len(searched(ours).ids()), len(col.find_cards(theirs))
            work = (
                partial(col.find_cards, theirs),
                lambda text=ours: searched(text).ids(),
                partial(page, ours),
            )
            taken = [[timed(one) for one in work] for _ in range(ROUNDS)]
            anki, ids, first = (median(times) for times in zip(*taken, strict=True))
            held = "" if budget is None else f"  {budget:g} {'held' if first <= budget * anki else 'MISSED'}"
            differs = "" if hits == peers else f"  (Anki finds {peers:,})"
            print(
                f"  {ours:<28}{hits:>8,}{anki:>9.2f}{ids:>9.2f}{first:>9.2f}{ids / anki:>10.3f}{first / anki:>11.3f}"
                f"{held}{differs}"
            )
    cache.close()
    col.close()


def main():
    """Make or open both collections, and print the times."""
    cards, reviews = (
        int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 100_000), (2, 1_000_000))
    )
    rng = Random(1)
    language = words(rng)
    texts = sentences(rng, language, cards)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else temporary)
        folder.mkdir(exist_ok=True)
        print(f"{cards:,} cards, {reviews:,} reviews; medians of {ROUNDS} in ms, in turn:")
        if not (folder / "flashcards.db").exists():
            make_journal(folder, cards, reviews)
        if not (folder / "cards.db").exists():
            make_cache(folder, texts)
        if not (folder / "collection.anki2").exists():
            make_anki(folder, texts)
        measure(folder, {"rare": language[900], "common": language[3]})


if __name__ == "__main__":
    main()
