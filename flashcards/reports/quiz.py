"""The result of a quiz and the history of quizzes, as JSON values and as plain lines."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from flashcards.core.days import iso
from flashcards.core.intervals import wilson
from flashcards.core.past import Past, best, trends
from flashcards.core.quiz import Marked, Quiz, Result
from flashcards.core.quiz_text import asked_text, clock_text, points_text, taken_text


def grid_lines(quiz: Quiz) -> list[str]:
    """Which questions are answered, empty, flagged and closed, ten a line."""
    states = []
    for place, given in enumerate(quiz.given):
        marks = [given.state, *["flagged"] * given.is_flagged, *["closed"] * given.is_closed]
        states.append(f"{place + 1} {', '.join(marks)}")
    return ["; ".join(states[first : first + 5]) for first in range(0, len(states), 5)]


def result_json(result: Result) -> dict[str, Any]:
    """The result with every question, for programs."""
    low, high = _interval(result.points, len(result.marked))
    return {
        "quiz": result.quiz.id,
        "seed": result.quiz.seed,
        "rules": asdict(result.quiz.rules),
        "ending": result.ending,
        "points": result.points,
        "of": len(result.marked),
        "percent": result.percent,
        "interval": [low, high],
        "pass_percent": result.quiz.rules.pass_percent,
        "passed": result.is_passed,
        "seconds": result.quiz.elapsed_ms / 1000,
        "topics": {
            topic: {"points": points, "of": count} for topic, (points, count) in result.by_topic().items()
        },
        "questions": [_marked_json(place, one) for place, one in enumerate(result.marked, 1)],
    }


def result_lines(result: Result) -> Iterator[str]:
    """The result for reading from top to bottom."""
    rules, count = result.quiz.rules, len(result.marked)
    low, high = _interval(result.points, count)
    passed = "passed" if result.is_passed else "not passed"
    yield (
        f"{passed.capitalize()}: {points_text(result.points)} of {count} points, {points_text(result.percent)} % "
        f"(pass mark {rules.pass_percent} %; with so many questions anything from {low:.0f} to {high:.0f} %)"
    )
    limit = "" if rules.exam_ms is None else f" of {clock_text(rules.exam_ms)}"
    yield f"Time: {taken_text(result.quiz.elapsed_ms)}{limit}; {result.ending}"
    for topic, (points, of) in result.by_topic().items():
        yield f"  {topic}: {points_text(points)} of {of}"
    for place, one in enumerate(result.marked, 1):
        yield from marked_lines(place, one)


def marked_lines(place: int, one: Marked) -> Iterator[str]:
    """A question of the result: what is right needs no more than a line."""
    seconds = f"{one.given.elapsed_ms / 1000:.0f} s"
    share = f", {one.share:.2f} points" if one.verdict == "partly" else ""
    yield f"{place}. {one.verdict}{share} ({seconds}): {' '.join(asked_text(one.question).split())}"
    if one.verdict != "right":
        yield f"   yours: {_line(one.yours) or '–'}"
        yield f"   right: {_line(one.right)}"
    for text in (one.says, one.question.card.why if one.verdict != "right" else ""):
        if text:
            yield f"   {_line(text, ' ')}"


def history_json(pasts: Sequence[Past]) -> dict[str, Any]:
    """All quizzes, which of them was best, and each topic's percents, oldest first."""
    top = best(pasts)
    return {
        "quizzes": [_past_json(past) for past in pasts],
        "best": None if top is None else top.id,
        "last": pasts[-1].id if pasts else None,
        "topics": trends(pasts),
    }


def history_lines(pasts: Sequence[Past]) -> Iterator[str]:
    """The history for reading from top to bottom."""
    top = best(pasts)
    if top is None:
        yield "No quiz was handed in yet: `flashcards quiz` begins one."
        return
    yield f"{len(pasts)} {'quiz' if len(pasts) == 1 else 'quizzes'}, oldest first:"
    for past in pasts:
        yield f"  {_past_line(past)}"
    yield f"Best: {_past_line(top)}"
    yield f"Last: {_past_line(pasts[-1])}"
    yield "Topics, the weakest of late first:"
    for topic, percents in trends(pasts).items():
        yield f"  {topic}: {', '.join(f'{percent:.0f} %' for percent in percents)}"


def _past_line(past: Past) -> str:
    low, high = _interval(past.points, past.of)
    return (
        f"{iso(past.day)}  {points_text(past.points)} of {past.of}, {points_text(past.percent)} % "
        f"({low:.0f} to {high:.0f} %), {'passed' if past.is_passed else 'not passed'}, {taken_text(round(past.seconds * 1000))}"
    )


def _past_json(past: Past) -> dict[str, Any]:
    low, high = _interval(past.points, past.of)
    topics = {topic: {"points": points, "of": count} for topic, (points, count) in past.topics.items()}
    values = {name: getattr(past, name) for name in past.__slots__}
    passed = values.pop("is_passed")
    return values | {"day": iso(past.day), "passed": passed, "interval": [low, high], "topics": topics}


def _marked_json(place: int, one: Marked) -> dict[str, Any]:
    return {
        "n": place,
        "card": one.question.card.id,
        "topic": one.question.topic,
        "question": asked_text(one.question),
        "verdict": one.verdict,
        "share": one.share,
        "typed": one.given.typed,
        "yours": one.yours,
        "right": one.right,
        "says": one.says,
        "slip": one.slip,
        "why": one.question.card.why,
        "seconds": one.given.elapsed_ms / 1000,
        "flagged": one.given.is_flagged,
    }


def _interval(points: float, count: int) -> tuple[float, float]:
    low, high = wilson(points, count)
    return 100 * low, 100 * high


def _line(text: str, sign: str = "; ") -> str:
    return sign.join(line.strip() for line in text.splitlines() if line.strip())
