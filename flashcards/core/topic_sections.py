"""The headings that tell of what is learned: topics, mistakes, problems, quizzes, cards that go badly."""

from flashcards.core.card_figures import CardRecord
from flashcards.core.days import iso, span
from flashcards.core.figures import Figures
from flashcards.core.pictures import Bar, Bars, Commands, Facts, Grid, Section, amount, percent, told
from flashcards.core.topic_figures import QuizRecord, Slip, Topic

_SHOWN = 10


def mastery(figures: Figures) -> Section:
    """Decks and tags by how much of them is known."""
    decks = [topic for topic in figures.mastery.topics if topic.sort == "deck"]
    tags = [topic for topic in figures.mastery.topics if topic.sort == "tag"]
    # Of tags there are so many that those of which nothing was seen would hide the others.
    begun = sorted((tag for tag in tags if tag.seen.hits), key=lambda tag: tag.known.share or 0)
    parts = tuple(
        Bars(
            title,
            (sort, "known"),
            ("known, with all that it needs", "known", "seen"),
            tuple(map(_topic_bar, topics)),
        )
        for title, sort, topics in (
            ("By deck", "deck", decks),
            (f"By tag, the least known first ({len(begun)} of {len(tags)} begun)", "tag", begun),
        )
        if topics
    )
    return Section(
        "mastery",
        "Mastery by topic",
        "Known: passed on at least two days running since it was last failed. With all that it needs: every card "
        "of the entries that it builds on is known, too. Seen: it has been answered.",
        parts,
        "There are no cards.",
    )


def _topic_bar(topic: Topic) -> Bar:
    grounded, known, seen = topic.grounded.hits, topic.known.hits, topic.seen.hits
    return Bar(
        topic.name,
        (grounded, known - grounded, max(0, seen - known)),
        f"{percent(topic.known.share)} of {amount(topic.known.of)}",
        topic.known.of,
    )


def slips(figures: Figures) -> Section:
    """Named mistakes, and whether they become fewer."""
    made = figures.slips
    rows = tuple(
        (slip.kind, slip.name, amount(slip.count), amount(slip.last_30_days), amount(slip.before), _way(slip))
        for slip in made.slips[:_SHOWN]
    )
    practise = {slip.kind: f"flashcards practice {slip.kind}" for slip in made.slips[:3]}
    more = len(made.slips) - len(rows)
    return Section(
        "slips",
        "Slips",
        "Mistakes that were recognised in answers to computed problems, in reviews, practice and quizzes: "
        "in the period, in the last 30 days, and in the 30 days before.",
        (
            Grid(
                f"{amount(made.total)} slips"
                + (f"; {more} sorts that are rarer are not shown" if more else ""),
                ("problem", "slip", "count", "last 30 d", "before", "trend"),
                rows,
                frozenset({2, 3, 4}),
            ),
            Commands(tuple((f"draws {kind} afresh", command) for kind, command in practise.items())),
        )
        if rows
        else (),
        "When a wrong result shows how it came about (a sign, a swapped weight), the mistake is counted here.",
    )


def _way(slip: Slip) -> str:
    if slip.trend == 0:
        return "as before"
    return f"↓ {-slip.trend} fewer" if slip.trend < 0 else f"↑ {slip.trend} more"


def kinds(figures: Figures) -> Section:
    """Kinds of computed problems by success."""
    records = figures.kinds.kinds
    bars = tuple(
        Bar(record.kind, (record.right.hits,), told(record.right), record.right.of) for record in records
    )
    practise = tuple(
        (f"draws {record.kind} afresh", f"flashcards practice {record.kind}")
        for record in records[:3]
        if record.right.hits < record.right.of
    )
    commands = (Commands(practise),) if practise else ()
    return Section(
        "kinds",
        "Computed problems",
        "Answers to computed problems that were right, the least certain kinds first.",
        (Bars("Right by kind", ("kind", "right"), ("right",), bars), *commands) if bars else (),
        "`flashcards practice` draws computed problems; how you do will stand here.",
    )


def quizzes(figures: Figures) -> Section:
    """The quizzes handed in, and their topics."""
    record = figures.quizzes
    best, last = record.best, record.last
    if best is None or last is None:
        return Section("quizzes", "Quizzes", _QUIZZES_SAY, (), _NO_QUIZ)
    shown = record.quizzes[-_SHOWN:]
    facts = Facts((("best", _quiz(best)), ("last", _quiz(last)), ("passed", told(record.passed))))
    rows = tuple(
        (iso(quiz.day), _points(quiz), percent(quiz.points.share), _PASSED[quiz.passed], quiz.ending)
        for quiz in reversed(shown)
    )
    topics = tuple(
        Bar(topic.topic, (topic.points.hits,), f"{told(topic.points)}{_trend(topic.trend)}", topic.points.of)
        for topic in record.topics
    )
    title = f"{amount(len(record.quizzes))} handed in"
    grid = Grid(
        title if len(shown) == len(record.quizzes) else f"{title}, the last {len(shown)} of them",
        ("day", "points", "share", "result", "ending"),
        rows,
        frozenset({1, 2}),
    )
    bars = (Bars("Points by topic", ("topic", "points"), ("points",), topics),) if topics else ()
    return Section("quizzes", "Quizzes", _QUIZZES_SAY, (facts, grid, *bars), _NO_QUIZ)


_QUIZZES_SAY = "Quizzes handed in, and their points by topic; an arrow says by how much the last quiz lies above or below the mean of those before."
_NO_QUIZ = "`flashcards quiz` asks a selection against the clock; the record will stand here."
_PASSED = {True: "✓ passed", False: "✗ failed", None: "no pass mark"}


def _quiz(quiz: QuizRecord) -> str:
    return f"{percent(quiz.points.share)} on {iso(quiz.day)} ({_points(quiz)} points)"


def _points(quiz: QuizRecord) -> str:
    return f"{amount(quiz.points.hits)} of {amount(quiz.points.of)}"


def _trend(trend: float | None) -> str:
    if trend is None:
        return ""
    points = round(100 * trend)
    return " · as before" if not points else f" · {'↑' if points > 0 else '↓'} {abs(points)} %"


def leeches(figures: Figures) -> Section:
    """Cards that lapse again and again."""
    found = figures.leeches
    return Section(
        "leeches",
        "Leeches",
        f"Cards that lapsed at least {found.least_lapses} times. Rewriting one, or making two of it, helps more "
        "than asking it again.",
        (_records(found.cards[:_SHOWN], found.total), _look_at(found.cards)) if found.cards else (),
        "None: no card was forgotten so often.",
    )


def weakest(figures: Figures) -> Section:
    """The other cards that go badly."""
    cards = figures.weakest.cards[:_SHOWN]
    return Section(
        "weakest",
        "Weakest cards",
        "Cards that lapsed, the lowest ease first; leeches and suspended cards are left out.",
        (_records(cards, len(cards)), _look_at(cards)) if cards else (),
        "None: no card has lapsed.",
    )


def _records(cards: tuple[CardRecord, ...], total: int) -> Grid:
    rows = tuple(
        (
            card.card + (" (suspended)" if card.is_suspended else ""),
            amount(card.lapses),
            f"{card.ease / 100:.2f}",
            span(card.interval_days),
        )
        for card in cards
    )
    title = f"{amount(total)} cards" if total != 1 else "1 card"
    return Grid(
        title if total == len(cards) else f"{title}, the worst {len(cards)} of them",
        ("card", "lapses", "ease", "interval"),
        rows,
        frozenset({1, 2, 3}),
    )


def _look_at(cards: tuple[CardRecord, ...]) -> Commands:
    first = cards[0].card
    deck = first.partition("/")[0]
    return Commands(
        (
            ("shows the first one in full", f"flashcards card show {first}"),
            ("lets it rest", f"flashcards card suspend {first}"),
            ("asks its deck without touching the schedule", f"flashcards review {deck} --cram"),
        )
    )
