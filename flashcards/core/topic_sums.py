"""Figures by what is learned, out of sums and results; `topic_figures` says what each means."""

from collections.abc import Iterable, Mapping
from typing import Any

from flashcards.core.figures import Period, Share
from flashcards.core.topic_figures import KindRecord, Kinds, QuizRecord, QuizTopic, Quizzes, Slip, Slips

#: The two windows of a slip's trend.
TREND_DAYS = 30

#: (kind of problem, slip or "") -> answers, right ones
Sums = Mapping[tuple[str, str], tuple[int, int]]


def slips_of(in_period: Sums, lately: Sums, before: Sums) -> Slips:
    """From the sums of the period and of the two windows."""
    slips = [
        Slip(slip, kind, count, lately.get((kind, slip), (0, 0))[0], before.get((kind, slip), (0, 0))[0])
        for (kind, slip), (count, _) in in_period.items()
        if slip
    ]
    slips.sort(key=lambda slip: (-slip.count, slip.kind, slip.name))
    return Slips(tuple(slips), sum(slip.count for slip in slips))


def kinds_of(in_period: Sums) -> Kinds:
    """Kinds of problems by how well they go."""
    sums: dict[str, list[int]] = {}
    for (kind, _), (answers, right) in in_period.items():
        of_kind = sums.setdefault(kind, [0, 0])
        of_kind[0] += answers
        of_kind[1] += right
    kinds = [KindRecord(kind, Share(right, answers)) for kind, (answers, right) in sums.items()]
    return Kinds(tuple(sorted(kinds, key=lambda kind: (kind.right.interval[0], kind.kind))))


def quizzes_of(
    rows: Iterable[tuple[int, Mapping[str, Any]]], decks: frozenset[str] | None, period: Period
) -> Quizzes:
    """From (day, detail) of handed-in quizzes, oldest first; what is not such a result is passed over."""
    records: list[QuizRecord] = []
    topics: dict[str, list[Share]] = {}
    for day, detail in rows:
        if not period.has(day):
            continue
        try:
            result = detail["result"]
            if decks is not None and decks.isdisjoint([*result["decks"], *result["topics"]]):
                continue
            record = _record(day, str(detail["quiz"]), result)
            parts = {str(topic): _points(pair) for topic, pair in result["topics"].items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        records.append(record)
        for topic, points in parts.items():
            if points.of and (decks is None or topic in decks):
                topics.setdefault(topic, []).append(points)
    return Quizzes(
        quizzes=tuple(records),
        passed=Share(
            sum(each.passed is True for each in records), sum(each.passed is not None for each in records)
        ),
        best=max(records, key=lambda each: (each.points.share or 0.0, each.day), default=None),
        last=records[-1] if records else None,
        topics=tuple(
            sorted(
                (_topic(topic, points) for topic, points in topics.items()),
                key=lambda each: (each.points.share, each.topic),
            )
        ),
    )


def _record(day: int, quiz: str, result: Mapping[str, Any]) -> QuizRecord:
    passed = result.get("passed")
    return QuizRecord(
        day=day,
        quiz=quiz,
        points=_points((result["points"], result["of"])),
        passed=passed if isinstance(passed, bool) else None,
        ending=str(result.get("ending", "")),
        seconds=round(float(result.get("seconds") or 0), 3),
    )


def _points(pair: Iterable[Any]) -> Share:
    points, of = pair
    return Share(round(float(points), 6), round(float(of), 6))


def _topic(topic: str, points: list[Share]) -> QuizTopic:
    shares = [each.hits / each.of for each in points]
    return QuizTopic(
        topic=topic,
        points=Share(round(sum(each.hits for each in points), 6), round(sum(each.of for each in points), 6)),
        quizzes=len(points),
        best=round(max(shares), 6),
        last=round(shares[-1], 6),
        trend=round(shares[-1] - sum(shares[:-1]) / (len(shares) - 1), 6) if len(shares) > 1 else None,
    )
