"""A simulated year of study, and what its figures must be: plain Python over the journal's rows, by another way.

Nothing here uses the program's schedulers, sums or figures.
"""

import json
from fractions import Fraction
from random import Random

from flashcards.store.journal import Journal, Moment, all_rows
from flashcards.store.library import place

FIRST = 739_300
DAYS = 365
LAST = FIRST + DAYS - 1
EPOCH = 719_163
SLIPS = ("sum-for-mean", "sign-lost")
DECKS = ("alpha", "beta", "gamma")
TAGS = {"maths": ["alpha/c1", "alpha/c2", "beta/c3"], "words": ["gamma/c0", "gamma/renamed"], "none": []}
NEEDS = {"alpha/c4": ["alpha/c3", "beta/c1"], "alpha/c3": ["alpha/c2"], "beta/c7": ["gamma/c2", "else/where"]}


def zone_of(day):
    """Minutes east of UTC: winter, summer time, a month on the other side of the world, summer, winter again."""
    number = day - FIRST
    if 200 <= number < 230:
        return 570
    return 120 if 120 <= number < 300 else 60


class Year:
    """A person who studies for a year; `hours` keeps what the clock on the wall showed for each row."""

    def __init__(self, database, seed):
        self.rng = Random(f"year/{seed}")
        self.database = database
        self.journal = Journal(database)
        self.hours = {}
        self.quizzes = 0
        database.connection.execute("PRAGMA synchronous=OFF")  # the disk is not what is tested
        self.place("gamma/c9")

    def place(self, last, aliases=None):
        """Three decks of ten entries, every fourth of them with another direction."""
        entries = [f"{deck}/c{number}" for deck in DECKS for number in range(10)]
        entries[-1] = last
        self.cards = [
            f"{entry}{side}"
            for number, entry in enumerate(entries)
            for side in ("", "#back")[: 2 if number % 4 == 0 else 1]
        ]
        places = [
            (card, entry, card.partition("/")[0], position, " ".join(NEEDS.get(entry, [])))
            for position, card in enumerate(self.cards)
            for entry in [card.partition("#")[0]]
        ]
        decks = [(deck, deck.title(), f"{deck}.yaml", True, 10, number) for number, deck in enumerate(DECKS)]
        place(self.database, decks, places, aliases or {}, "stamp")

    def live(self, days):
        """Study on these days, counted from the first."""
        for number in days:
            if number == 250:
                self.place("gamma/renamed", {"gamma/c9": "gamma/renamed"})
            if self.rng.random() < 0.8 or number == DAYS - 1:
                self._study(FIRST + number)

    def _study(self, day):
        hour = self.rng.choice((5, 8, 13, 23, 27))  # 27: three at night, which still is this study day
        zone = zone_of(day)
        at_ms = ((day - EPOCH) * 1440 + hour * 60 - zone) * 60_000
        for _ in range(self.rng.randrange(2, 30)):
            at_ms += self.rng.randrange(1_000, 40_000)
            moment = Moment(at_ms, day, None if self.rng.random() < 0.02 else zone)
            self._act(moment)
            (key,) = self.database.connection.execute(
                "SELECT max(seq) FROM journal"
            ).fetchone()  # one device: the row just written
            self.hours.setdefault(key, ((at_ms // 60_000 + zone) // 60) % 24)

    def _act(self, moment):
        rng, card = self.rng, self.rng.choice(self.cards)
        kind = rng.choices(
            (
                "answer",
                "undo",
                "regrade",
                "reset",
                "suspend",
                "resume",
                "bury",
                "practice",
                "cram",
                "quiz",
                "placed",
                "try",
            ),
            (70, 6, 4, 1, 2, 3, 1, 4, 2, 2, 1, 3),
        )[0]
        if kind == "undo":
            self.journal.undo(moment)
        elif kind in {"answer", "regrade"}:
            given = self.journal.append(
                moment,
                "answer",
                card,
                grade=rng.choices(range(6), (1, 2, 3, 4, 8, 4))[0],
                elapsed_ms=rng.choice((None, 900, 61_000)),
                detail=self._problem() if rng.random() < 0.3 else {"typed": "x"},
            )
            if kind == "regrade":
                self.journal.regrade(moment, given.row, rng.randrange(6))
        elif kind == "practice":
            self.journal.append(moment, kind, "kind-a", detail=self._problem())
        elif kind in {"cram", "try"}:
            self.journal.append(moment, kind, card, grade=3, elapsed_ms=500, detail=self._problem())
        elif kind == "quiz":
            self._quiz(moment, card)
        elif kind == "placed":
            memory = {"ease": 210, "interval_days": rng.choice((0, 3, 40, 90)), "repetitions": 4, "lapses": 1}
            self.journal.append(moment, kind, card, detail=memory | {"due_day": moment.day + 3})
        else:
            self.journal.append(moment, kind, card)

    def _problem(self):
        verdict = self.rng.choice(("right", "wrong", "wrong", "shown"))
        detail = {
            "kind": self.rng.choice(("kind-a", "kind-b")),
            "seed": 4,
            "givens": {"zone": 3},
            "verdict": verdict,
        }
        return detail | {"slip": self.rng.choice(SLIPS)} if verdict == "wrong" else detail

    def _quiz(self, moment, card):
        self.quizzes += 1
        name = f"quiz-{self.quizzes}"
        self.journal.append(
            moment, "quiz", card, detail={"quiz": name, "n": 1, "typed": "on the way", "seed": 3}
        )
        self.journal.append(moment, "quiz", card, detail={"quiz": name} | self._problem())
        topics = {
            deck: [self.rng.randrange(5), 4 + self.rng.randrange(3)] for deck in self.rng.sample(DECKS, 2)
        }
        points, of = (sum(pair[place] for pair in topics.values()) for place in (0, 1))
        result = {
            "points": points,
            "of": of,
            "passed": points * 2 >= of,
            "ending": "handed in",
            "seconds": 61.5,
            "decks": list(topics),
            "topics": topics,
        }
        self.journal.append(moment, "quiz", "quiz", detail={"quiz": name, "result": result})


class Truth:
    """The journal told over again: reviews, marked problems and cards, each as a plain dict."""

    def __init__(self, year):
        self.year = year
        connection = year.database.connection
        rows = list(all_rows(connection))
        former = dict(connection.execute("SELECT old, id FROM aliases"))
        taken_back = {(row.target_device, row.target_seq) for row in rows}
        self.cards = {card: self._blank() for card in year.cards}
        self.reviews, self.problems, self.quizzes = [], [], []
        for row in rows:
            if (row.device, row.seq) in taken_back or row.kind in {"undo", "try"}:
                continue
            card = former.get(row.card, row.card)
            self._tell(row, card, json.loads(row.detail))

    @staticmethod
    def _blank():
        return {"memory": None, "seen": None, "grade": None, "suspended": False, "buried": None}

    def _tell(self, row, card, detail):
        if row.kind == "answer":
            self._review(row, card, detail)
        if "verdict" in detail and "seed" in detail:
            problem = {
                "day": row.day,
                "kind": detail["kind"],
                "slip": detail.get("slip"),
                "right": detail["verdict"] == "right",
            }
            self.problems.append(problem | {"deck": card.partition("/")[0] if "/" in card else None})
        if row.card == "quiz":
            self.quizzes.append({"day": row.day, **detail})
        state = self.cards.get(card)
        if row.kind == "suspend":
            state["suspended"] = True
        elif row.kind == "resume":
            state["suspended"], state["buried"] = False, None
        elif row.kind == "bury":
            state["buried"] = row.day
        elif row.kind == "reset":
            state["memory"] = state["seen"] = state["grade"] = None
        elif row.kind == "placed":
            state["memory"] = {
                name: detail[name] for name in ("ease", "interval_days", "repetitions", "due_day", "lapses")
            }

    def _review(self, row, card, detail):
        state = self.cards[card]
        memory, again = state["memory"], state["seen"] is not None and row.day <= state["seen"]
        if memory is None:
            group = "new"
        elif again or memory["interval_days"] < 1:
            group = "repeat"
        else:
            group = "mature" if memory["interval_days"] >= 21 else "young"
        self.reviews.append(
            {
                "day": row.day,
                "deck": card.partition("/")[0],
                "group": group,
                "grade": row.grade,
                "ms": row.elapsed_ms or 0,
                "hour": self.year.hours[row.seq] if "zone" in detail else None,
            }
        )
        if not again and (memory is None or row.grade < 3 or row.day >= memory["due_day"]):
            state["memory"] = sm2_by_the_book(memory, row.grade, row.day)
        state["seen"], state["grade"] = max(row.day, state["seen"] or 0), row.grade


def sm2_by_the_book(memory, grade, day):
    """SuperMemo's SM-2 in fractions."""
    old = memory or {"ease": 250, "interval_days": 0, "repetitions": 0, "lapses": 0}
    ease = Fraction(old["ease"], 100)
    if grade >= 3:
        repetitions = old["repetitions"] + 1
        interval = {1: 1, 2: 6}.get(repetitions) or round(old["interval_days"] * ease)
    else:
        repetitions, interval = 0, 1
    ease = max(
        Fraction(13, 10),
        ease + Fraction(1, 10) - (5 - grade) * (Fraction(8, 100) + (5 - grade) * Fraction(2, 100)),
    )
    lapses = old["lapses"] + (grade < 3 and (old["repetitions"] > 0 or old["lapses"] > 0))
    return {
        "ease": int(ease * 100),
        "interval_days": min(interval, 36_500),
        "repetitions": repetitions,
        "due_day": day + min(interval, 36_500),
        "lapses": lapses,
    }
