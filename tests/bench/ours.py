"""Our side: the same operations as the peer's, on the same histories, asked for in the same way.

ours.py make HISTORIES HOME
ours.py serve HOME
"""

import json
import os
import sqlite3
import sys
import time
from pathlib import Path

import yaml

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.sitting import Sitting
from flashcards.core.figures import period_until
from flashcards.core.journal import Row
from flashcards.decks.files import stamp
from flashcards.decks.reading import read_deck
from flashcards.store.bulk import many_coming
from flashcards.store.figures import read_figures
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.today import plan

_ZONE = '{"zone":0}'


def make(histories, home):
    """Decks as YAML, read as a person's own, and the journal put in and folded as an import does it."""
    source = sqlite3.connect(histories)
    decks = Path(home, "decks")
    decks.mkdir(parents=True)
    for (deck,) in source.execute("SELECT DISTINCT deck FROM cards").fetchall():
        with (decks / f"{deck}.yaml").open("w", encoding="utf-8") as file:
            file.write(f"deck: {deck}\ntitle: Deck {deck}\nsources: {{}}\ncards:\n")
            for name, front, back in source.execute(
                "SELECT id, front, back FROM cards WHERE deck = ?", (deck,)
            ):
                file.write(f"  - id: {name}\n    q: {front}\n    a: {back}\n")
    Path(home, "config.toml").write_text("new_per_day = 20\ndue_per_day = 9999\n", encoding="utf-8")
    os.environ["FLASHCARDS_HOME"] = home
    with Home() as opened:
        opened.read_decks()
        with opened.database.writing() as connection, many_coming(connection):
            connection.executemany(f"INSERT INTO journal VALUES ({', '.join('?' * 13)})", _rows(source))
        rebuild_cards(opened.database)


def _rows(source):
    names = [f"{deck}/{name}" for deck, name in source.execute("SELECT deck, id FROM cards")]
    order = 0
    for seq, (at_ms, day, card, grade, ms) in enumerate(
        source.execute("SELECT at_ms, day, card, grade, ms FROM reviews ORDER BY at_ms"), 1
    ):
        order = max(at_ms, order + 1)
        row = Row("bench", seq, order, at_ms, day, "answer", names[card], grade, ms, detail=_ZONE)
        yield *(getattr(row, name) for name in Row.__slots__), row.checksum()


def serve(home):
    """Do each operation that comes in; the time of each of its repetitions (ms) goes out."""
    os.environ["FLASHCARDS_HOME"] = home
    with Home() as opened:
        operations = Operations(opened)
        print("ready", flush=True)
        for line in sys.stdin:
            wish = json.loads(line)
            work = getattr(operations, wish["do"].replace("-", "_"))
            print(json.dumps(work(wish.get("times", 1))), flush=True)


class Operations:
    """What can be asked of an open home."""

    def __init__(self, home):
        self.home = home
        self._sitting = None

    def answer(self, times):
        """From the key to the next card: the row, its memory and its sums durable, the next card read."""
        if self._sitting is None:
            self._sitting = Sitting(self.home, Wish(self.home.selection(), seed="1"))
        ask = self._sitting.ask()
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            self._sitting.grade(ask, 4, 5_000)
            ask = self._sitting.ask()
            taken.append((time.perf_counter() - begun) * 1000)
        return taken

    def undo(self, times):
        """Of answers just given."""
        taken = []
        for _ in range(times):
            self.answer(1)
            taken += _timed(lambda: self.home.journal.undo(self.home.moment()), 1)
        return taken

    def queue(self, times):
        return _timed(
            lambda: plan(
                self.home.connection, self.home.today(), self.home.selection(), self.home.limits()
            ).in_order(),
            times,
        )

    def counts(self, times):
        from flashcards.cli.due import count

        return _timed(lambda: count(self.home), times)

    def stats(self, times, period="all"):
        today = self.home.today()
        return _timed(
            lambda: read_figures(
                self.home.connection, self.home.selection(), today, period_until(period, today)
            ),
            times,
        )

    def stats_year(self, times):
        return self.stats(times, "year")

    def stats_month(self, times):
        return self.stats(times, "month")

    def word(self, times):
        return self._page("w0042", times)

    def rated(self, times):
        return self._page("rated:30", times)

    def interval(self, times):
        return self._page("ivl>100", times)

    def interval_all(self, times):
        """Every card that is found, as a review takes them."""
        return _timed(lambda: self.home.search("ivl>100").ids(), times)

    def _page(self, query, times):
        """How many are found, and the first of them: what a search prints."""

        def once():
            search = self.home.search(query)
            search.count(), search.first(20)

        return _timed(once, times)

    def refold(self, times):
        taken = []
        for _ in range(times):
            taken += _timed(lambda: use_scheduler(self.home.database, "sm2-1990"), 1)
            use_scheduler(self.home.database, "sm2")
        return taken

    def parse(self, times):
        """A deck file, with every check of form."""
        content = self._deck()
        return _timed(lambda: read_deck(content, "deck.yaml"), times)

    def parse_loosely(self, times):
        """The same text as plain values, by libyaml's own loader."""
        content = self._deck()
        return _timed(lambda: yaml.load(content, yaml.CSafeLoader), times)

    def _deck(self):
        texts = [
            path.read_text("utf-8") for path in sorted((Path(self.home.places.own_decks)).glob("*.yaml"))[:10]
        ]
        heads = [text.partition("cards:\n") for text in texts]
        return (heads[0][0] + "cards:\n" + "".join(cards for _, _, cards in heads)).encode()

    def unchanged(self, times):
        """What every start asks of the folders: whether any deck has changed."""
        return _timed(lambda: stamp(self.home.places.deck_folders, time.time()), times)


def _timed(work, times):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


if __name__ == "__main__":
    {"make": make, "serve": serve}[sys.argv[1]](*sys.argv[2:])
