"""Every figure of a simulated year against plain Python over its journal; and the sums that are kept for them."""

import importlib.util
from collections import Counter
from pathlib import Path
from statistics import median_low

import pytest

from flashcards.core.figures import Period, period_until
from flashcards.store.database import Database
from flashcards.store.figures import read_figures
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.tallies import read_tallies
from flashcards.store.today import Selection

_SPEC = importlib.util.spec_from_file_location("year", Path(__file__).with_name("year.py"))
year = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(year)

LAST = year.LAST
LEECH = 4
PERIODS = [
    period_until("month", LAST),
    period_until("quarter", LAST),
    period_until("all", LAST),
    Period("days", LAST - 200, LAST - 90),
]
SELECTIONS = [Selection(), Selection(frozenset({"alpha"})), Selection(frozenset({"beta", "gamma"}))]
CASES = [(period, selection) for period in PERIODS for selection in SELECTIONS]
NAMES = [f"{p.name}-{'+'.join(sorted(s.decks or ['all']))}" for p, s in CASES]


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    with Database(str(tmp_path_factory.mktemp("year") / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        lived = year.Year(database, 7)
        lived.live(range(year.DAYS))
        yield lived


@pytest.fixture(scope="module")
def truth(lived):
    return year.Truth(lived)


@pytest.fixture(params=CASES, ids=NAMES)
def case(request, lived, truth):
    """The figures, and what is true of the same decks and days."""
    period, selection = request.param
    figures = read_figures(
        lived.database.connection, selection, LAST, period, tags=year.TAGS, leech_lapses=LEECH
    )
    return figures, Told(truth, period, selection)


class Told:
    """The truth of one selection: its reviews, those of the period, its problems and cards."""

    def __init__(self, truth, period, selection):
        self.period, self.decks = period, selection.decks
        self.reviews = [each for each in truth.reviews if self.has(each["deck"])]
        self.held = [each for each in self.reviews if self.is_in(each["day"])]
        self.problems = [each for each in truth.problems if self.has(each["deck"])]
        self.cards = {card: each for card, each in truth.cards.items() if self.has(card.partition("/")[0])}
        self.all_cards = truth.cards
        self.memories = [each["memory"] for each in self.cards.values() if each["memory"]]
        self.quizzes = [
            each
            for each in truth.quizzes
            if self.is_in(each["day"]) and (self.decks is None or self.decks & set(each["result"]["topics"]))
        ]

    def has(self, deck):
        return self.decks is None or deck in self.decks

    def is_in(self, day):
        return (self.period.since or 0) <= day <= self.period.until


def spread(numbers):
    return tuple(numbers[group] for group in ("new", "repeat", "young", "mature"))


def plain(value):
    return tuple(getattr(value, group) for group in ("new", "repeat", "young", "mature"))


def groups(reviews):
    return spread(Counter(each["group"] for each in reviews))


def passed(reviews):
    reviews = list(reviews)
    return sum(each["grade"] >= 3 for each in reviews), len(reviews)


def pair(share):
    return share.hits, share.of


def test_the_year_is_rich_enough(lived, truth):
    """The simulated year has every kind of row, reviews in every group, leeches and hours of three zones."""
    kinds = {kind for (kind,) in lived.database.connection.execute("SELECT DISTINCT kind FROM journal")}
    assert kinds >= {
        "answer",
        "undo",
        "reset",
        "suspend",
        "bury",
        "practice",
        "cram",
        "quiz",
        "placed",
        "try",
    }
    assert min(groups(truth.reviews)) > 30
    assert None in {each["hour"] for each in truth.reviews}


def test_today(case):
    """Today's reviews, their time, and what passed of them are those of the last day alone."""
    figures, told = case
    of_today = [each for each in told.reviews if each["day"] == LAST]
    today = figures.today
    assert plain(today.reviews) == groups(of_today)
    assert today.ms == sum(each["ms"] for each in of_today)
    assert pair(today.passed) == passed(of_today)
    assert pair(today.mature) == passed(each for each in of_today if each["group"] == "mature")


def test_future_due(case):
    """Cards are due when their memories say so, and the load is the sum of the inverse intervals."""
    figures, told = case
    awake = [each["memory"] for each in told.cards.values() if each["memory"] and not each["suspended"]]
    due = Counter(memory["due_day"] for memory in awake)
    since = told.period.since
    ahead = 10**9 if since is None else LAST + told.period.until - since
    future = figures.future_due
    assert future.backlog == sum(count for day, count in due.items() if day < LAST)
    assert {each.day: each.count for each in future.days} == {
        day: count for day, count in due.items() if LAST <= day <= ahead
    }
    assert future.total == len(awake)
    assert future.load == pytest.approx(
        sum(1 / max(memory["interval_days"], 1) for memory in awake), abs=1e-5
    )


def test_calendar(case):
    """The calendar counts every day's reviews, and the streaks are the longest and the last run of days."""
    figures, told = case
    calendar = figures.calendar
    days = Counter(each["day"] for each in told.reviews)
    assert {each.day: each.count for each in calendar.days} == {
        day: count for day, count in days.items() if calendar.since <= day <= told.period.until
    }
    assert told.period.until - calendar.since >= 364
    assert (calendar.first_day, calendar.studied_days) == (min(days), len(days))
    runs = [next(n for n in range(1, 400) if day + n not in days) for day in days if day - 1 not in days]
    assert calendar.longest_streak == max(runs)
    end = LAST if LAST in days else LAST - 1
    assert calendar.current_streak == next(n for n in range(400) if end - n not in days)


def test_reviews_by_day(case):
    """Reviews and their time, by day and group, are those of the period."""
    figures, told = case
    expected = {}
    for each in told.held:
        counts, times = expected.setdefault(each["day"], (Counter(), Counter()))
        counts[each["group"]] += 1
        times[each["group"]] += each["ms"]
    assert {each.day: (plain(each.reviews), plain(each.ms)) for each in figures.reviews.days} == {
        day: (spread(counts), spread(times)) for day, (counts, times) in expected.items()
    }
    assert plain(figures.reviews.reviews) == groups(told.held)
    assert figures.reviews.ms.total == sum(each["ms"] for each in told.held)


def test_card_counts(case):
    """Every card is in one group, by what hides it, else by its memory."""
    figures, told = case

    def group(card):
        if card["suspended"]:
            return "suspended"
        if card["buried"] == LAST:
            return "buried"
        if card["seen"] == LAST and card["grade"] < 4:
            return "repeat"
        if card["memory"] is None:
            return "new"
        return "mature" if card["memory"]["interval_days"] >= 21 else "young"

    counts = Counter(map(group, told.cards.values()))
    assert {name: getattr(figures.card_counts, name) for name in figures.card_counts.__slots__} == {
        name: counts[name] for name in figures.card_counts.__slots__
    }
    assert figures.card_counts.total == len(told.cards)


@pytest.mark.parametrize(("name", "key"), [("intervals", "interval_days"), ("ease", "ease")])
def test_histograms(case, name, key):
    """Intervals and ease are counted value by value, with mean and lower median."""
    figures, told = case
    values = [memory[key] for memory in told.memories]
    histogram = getattr(figures, name)
    assert {each.value: each.cards for each in histogram.bins} == Counter(values)
    assert (histogram.cards, histogram.median) == (len(values), median_low(values))
    assert histogram.mean == pytest.approx(sum(values) / len(values), abs=1e-5)


def test_true_retention(case):
    """First reviews of a day of cards with an interval of a day or more, by period and maturity."""
    figures, told = case
    spans = {
        "today": (LAST, LAST),
        "yesterday": (LAST - 1, LAST - 1),
        "week": (LAST - 6, LAST),
        "month": (LAST - 29, LAST),
        "year": (LAST - 364, LAST),
        "all": (0, LAST),
    }
    assert [row.period for row in figures.retention.rows] == list(spans)
    for row in figures.retention.rows:
        first, last = spans[row.period]
        held = [each for each in told.reviews if first <= each["day"] <= last]
        young = passed(each for each in held if each["group"] == "young")
        mature = passed(each for each in held if each["group"] == "mature")
        assert (pair(row.young), pair(row.mature)) == (young, mature)
        assert pair(row.both) == (young[0] + mature[0], young[1] + mature[1])


def test_hours(case):
    """Reviews stand at the hour that the clock on the wall showed, through summer time and another zone."""
    figures, told = case
    assert [pair(each.passed) for each in figures.hours.hours] == [
        passed(each for each in told.held if each["hour"] == hour) for hour in range(24)
    ]
    assert figures.hours.unknown == sum(each["hour"] is None for each in told.held)


def test_buttons_and_added(case):
    """Grades by group, and cards first answered by day, are those of the period."""
    figures, told = case
    for button in figures.buttons.buttons:
        assert plain(button.reviews) == groups(each for each in told.held if each["grade"] == button.grade)
    new = Counter(each["day"] for each in told.held if each["group"] == "new")
    assert ({each.day: each.count for each in figures.added.days}, figures.added.total) == (new, new.total())


def test_mastery(case):
    """Of decks and tags: cards seen, known, and known with all that they need."""
    figures, told = case
    is_known = {
        card: bool(each["memory"]) and each["memory"]["repetitions"] >= 2
        for card, each in told.all_cards.items()
    }

    def entry_holds(entry):
        sides = [known for card, known in is_known.items() if card.partition("#")[0] == entry]
        return all(sides) and all(map(entry_holds, year.NEEDS.get(entry, ())))

    def is_grounded(card):
        return is_known[card] and all(map(entry_holds, year.NEEDS.get(card.partition("#")[0], ())))

    decks = [deck for deck in year.DECKS if told.has(deck)]
    topics = {("deck", deck): [card for card in told.cards if card.startswith(f"{deck}/")] for deck in decks}
    for tag, entries in year.TAGS.items():
        cards = [card for card in told.cards if card.partition("#")[0] in entries]
        topics |= {("tag", tag): cards} if cards else {}
    assert {
        (each.sort, each.name): (pair(each.seen), pair(each.known), pair(each.grounded))
        for each in figures.mastery.topics
    } == {
        topic: (
            (sum(told.cards[card]["memory"] is not None for card in cards), len(cards)),
            (sum(is_known[card] for card in cards), len(cards)),
            (sum(map(is_grounded, cards)), len(cards)),
        )
        for topic, cards in topics.items()
    }


def test_slips_and_kinds(case):
    """Slips with both windows of their trend, and the record of every kind, from all marked answers."""
    figures, told = case
    held = [each for each in told.problems if told.is_in(each["day"])]
    until = told.period.until

    def counted(first, last):
        slips = [each for each in told.problems if each["slip"] and first <= each["day"] <= last]
        return Counter((each["kind"], each["slip"]) for each in slips)

    counts = counted(told.period.since or 0, until)
    lately, before = counted(until - 29, until), counted(until - 59, until - 30)
    assert {
        (each.kind, each.name): (each.count, each.last_30_days, each.before, each.trend)
        for each in figures.slips.slips
    } == {key: (counts[key], lately[key], before[key], lately[key] - before[key]) for key in counts}
    assert figures.slips.total == counts.total()
    assert [each.count for each in figures.slips.slips] == sorted(counts.values(), reverse=True)
    assert {each.kind: pair(each.right) for each in figures.kinds.kinds} == {
        kind: (
            sum(each["right"] for each in held if each["kind"] == kind),
            sum(each["kind"] == kind for each in held),
        )
        for kind in {each["kind"] for each in held}
    }


def test_quizzes(case):
    """Every quiz with its points, the best, the last, and each topic's best, last and trend."""
    figures, told = case
    results = [(each["day"], each["quiz"], each["result"]) for each in told.quizzes]
    quizzes = figures.quizzes
    assert [
        (each.day, each.quiz, *pair(each.points), each.passed, each.seconds) for each in quizzes.quizzes
    ] == [
        (day, name, result["points"], result["of"], result["passed"], 61.5) for day, name, result in results
    ]
    assert quizzes.last == (quizzes.quizzes[-1] if results else None)
    assert pair(quizzes.passed) == (sum(result["passed"] for _, _, result in results), len(results))
    if results:
        assert quizzes.best.points.share == max(result["points"] / result["of"] for _, _, result in results)
    for topic in quizzes.topics:
        pairs = [result["topics"][topic.topic] for _, _, result in results if topic.topic in result["topics"]]
        shares = [points / of for points, of in pairs]
        assert pair(topic.points) == tuple(map(sum, zip(*pairs, strict=True)))
        assert (topic.quizzes, topic.best, topic.last) == (
            len(pairs),
            pytest.approx(max(shares), abs=1e-5),
            pytest.approx(shares[-1], abs=1e-5),
        )
        trend = shares[-1] - sum(shares[:-1]) / (len(shares) - 1) if len(shares) > 1 else None
        assert topic.trend == (None if trend is None else pytest.approx(trend, abs=1e-5))
    assert {each.topic for each in quizzes.topics} == {
        topic for _, _, result in results for topic in result["topics"] if told.has(topic)
    }


def test_leeches_and_weakest(case):
    """Leeches by lapses, and the weakest of the others by ease, ten of each."""
    figures, told = case
    lapsed = [
        (card, each["memory"], each["suspended"]) for card, each in told.cards.items() if each["memory"]
    ]
    leeches = sorted(
        (-memory["lapses"], memory["ease"], card) for card, memory, _ in lapsed if memory["lapses"] >= LEECH
    )
    assert figures.leeches.total == len(leeches)
    assert [each.card for each in figures.leeches.cards] == [card for _, _, card in leeches[:10]]
    weakest = sorted(
        (memory["ease"], -memory["lapses"], card)
        for card, memory, is_suspended in lapsed
        if 0 < memory["lapses"] < LEECH and not is_suspended
    )
    assert [each.card for each in figures.weakest.cards] == [card for _, _, card in weakest[:10]]
    for each in figures.leeches.cards + figures.weakest.cards:
        memory = told.cards[each.card]["memory"]
        assert (each.lapses, each.ease, each.interval_days) == (
            memory["lapses"],
            memory["ease"],
            memory["interval_days"],
        )


def test_decks_that_are_off_do_not_come_up(lived, truth):
    """A deck that the day leaves out counts in what was done, and not in what will be due."""
    figures = read_figures(lived.database.connection, Selection(off=frozenset({"beta"})), LAST, PERIODS[2])
    awake = [
        each["memory"]
        for card, each in truth.cards.items()
        if each["memory"] and not each["suspended"] and not card.startswith("beta/")
    ]
    assert figures.future_due.total == len(awake)
    assert figures.future_due.load == pytest.approx(
        sum(1 / max(memory["interval_days"], 1) for memory in awake), abs=1e-5
    )
    assert figures.reviews.reviews.total == len(truth.reviews)


def test_kept_sums_are_those_counted_anew(lived):
    """After a year with undo, overruling, resets and a renamed card, a rebuild finds the sums that were kept."""
    connection = lived.database.connection
    kept = read_tallies(connection)
    assert kept["tally_days"]
    assert kept["tally_problems"]
    rebuild_cards(lived.database)
    assert read_tallies(connection) == kept
