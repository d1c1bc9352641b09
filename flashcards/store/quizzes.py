"""Quizzes in the database: the one that is being taken, and the results of those that were."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flashcards.core.cards import decoded, encoded
from flashcards.core.composing import asked_as
from flashcards.core.past import Past
from flashcards.core.quiz import Given, Question, Quiz, Result, Rules

#: What the row of a result has in place of a card.
RESULT = "quiz"


def read_open(connection: sqlite3.Connection) -> Quiz | None:
    """The quiz that is being taken, as it was kept last."""
    found = connection.execute(
        "SELECT id, drawn, standing FROM quizzes JOIN quiz_standings ON quiz = id ORDER BY begun_ms LIMIT 1"
    ).fetchone()
    if found is None:
        return None
    quiz_id, drawn, standing = found[0], json.loads(found[1]), json.loads(found[2])
    return Quiz(
        id=quiz_id,
        seed=drawn["seed"],
        rules=Rules(**drawn["rules"]),
        questions=tuple(map(_question, drawn["questions"])),
        given=[Given(**given) for given in standing["given"]],
        place=standing["place"],
        elapsed_ms=standing["elapsed_ms"],
    )


def keep_new(connection: sqlite3.Connection, quiz: Quiz, begun_ms: int) -> bool:
    """Keep a quiz that begins; False, and nothing is written, while another is open."""
    if connection.execute("SELECT 1 FROM quizzes LIMIT 1").fetchone():
        return False
    drawn = {
        "seed": quiz.seed,
        "rules": asdict(quiz.rules),
        "questions": [
            {"card": encoded(one.card), "options": one.options, "variant": one.variant}
            for one in quiz.questions
        ],
    }
    connection.execute("INSERT INTO quizzes VALUES (?, ?, ?)", (quiz.id, json.dumps(drawn), begun_ms))
    connection.execute("INSERT INTO quiz_standings VALUES (?, ?)", (quiz.id, _standing(quiz)))
    return True


def keep(connection: sqlite3.Connection, quiz: Quiz) -> bool:
    """Keep what was given and where the time stands; False where the quiz is open no more."""
    changed = connection.execute(
        "UPDATE quiz_standings SET standing = ? WHERE quiz = ?", (_standing(quiz), quiz.id)
    )
    return changed.rowcount == 1


def forget(connection: sqlite3.Connection, quiz_id: str) -> bool:
    """Close the quiz; False where it is open no more."""
    return connection.execute("DELETE FROM quizzes WHERE id = ?", (quiz_id,)).rowcount == 1


def read_past(connection: sqlite3.Connection) -> list[Past]:
    """All quizzes that were handed in, oldest first."""
    return list(_past(connection))


def told(result: Result) -> dict[str, Any]:
    """What the journal keeps of a result."""
    quiz = result.quiz
    topics = result.by_topic()
    return {
        "points": result.points,
        "of": len(result.marked),
        "percent": result.percent,
        "pass_percent": quiz.rules.pass_percent,
        "passed": result.is_passed,
        "ending": result.ending,
        "seconds": quiz.elapsed_ms / 1000,
        "rules": asdict(quiz.rules),
        "seed": quiz.seed,
        "decks": list(topics),
        "topics": {topic: list(points) for topic, points in topics.items()},
    }


def _past(connection: sqlite3.Connection) -> Iterator[Past]:
    rows = connection.execute(
        "SELECT day, detail FROM journal WHERE card = ? AND kind = 'quiz' ORDER BY order_ms, device, seq",
        (RESULT,),
    )
    for day, text in rows:
        detail = json.loads(text)
        result = detail["result"]
        topics = {topic: (points, count) for topic, (points, count) in result["topics"].items()}
        yield Past(
            id=detail["quiz"],
            day=day,
            is_passed=result["passed"],
            topics=topics,
            **{
                name: result[name]
                for name in ("points", "of", "percent", "pass_percent", "ending", "seconds", "seed")
            },
        )


def _standing(quiz: Quiz) -> str:
    given = [asdict(one) for one in quiz.given]
    return json.dumps({"given": given, "place": quiz.place, "elapsed_ms": quiz.elapsed_ms})


def _question(values: dict[str, Any]) -> Question:
    card = decoded(values["card"])
    body = asked_as(card.body)
    if body is None:
        raise ValueError(f"{card.id} cannot be asked in a quiz")
    return Question(card, body, tuple(values["options"]), values["variant"])
