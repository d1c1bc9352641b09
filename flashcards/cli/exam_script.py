"""A quiz played from JSON lines, for scripts and tests: one ask and one result line for each line read.

Time is what the lines say in `seconds`, so that the same lines give the same result everywhere.
"""

import json
import sys
from collections.abc import Iterable
from typing import Any

from flashcards.cli.exam import Exam
from flashcards.cli.script_lines import Refused, read_object
from flashcards.core.cards import TYPE_NAMES
from flashcards.core.quiz import Result
from flashcards.core.quiz_text import asked_text
from flashcards.reports.quiz import result_json
from flashcards.text.show import show

_KEYS: dict[str, tuple[type, ...]] = {
    "answer": (str,),
    "flag": (bool,),
    "skip": (bool,),
    "seconds": (int, float),
}


def play_exam_script(exam: Exam, lines: Iterable[str]) -> tuple[Result, bool]:
    """Play until the lines, the questions or the time end, and hand in; whether every line was fine as well."""
    for notice in exam.notices:
        sys.stderr.write(f"{show(notice)}\n")
    fine = True
    waiting = (line for line in lines if line.strip())
    while not exam.quiz.is_over:
        if exam.quiz.current.is_closed and not exam.quiz.forward():
            break
        _print(_asked(exam))
        line = next(waiting, None)
        if line is None:
            break
        try:
            goes_on = _play(exam, _read(line))
        except Refused as refused:
            fine, goes_on = False, True
            _print({"error": str(refused)})
        if not goes_on:
            break
    result = exam.hand_in("time is up" if exam.quiz.is_over else "handed in")
    _print({"result": result_json(result)})
    return result, fine


def _read(line: str) -> dict[str, Any]:
    values = read_object(line, _KEYS, '{"answer": "1"}')
    if not 0 <= values.get("seconds", 0) <= 86_400:
        raise Refused("seconds must be from 0 to 86400")
    if not ("answer" in values or values.get("flag") or values.get("skip")):
        raise Refused('give an answer, "flag": true or "skip": true')
    return values


def _play(exam: Exam, values: dict[str, Any]) -> bool:
    """Do what the line says; False when there is no further question."""
    quiz, place = exam.quiz, exam.quiz.place
    exam.spend(round(values.get("seconds", 0) * 1000))
    told: dict[str, Any] = {"card": quiz.question.card.id, "n": place + 1, "says": ""}
    goes_forward = quiz.current.is_closed
    if quiz.is_over or quiz.current.is_closed:
        told["says"] = "the time is up: this came too late"
    else:
        if values.get("flag"):
            exam.flag()
        if "answer" in values:
            unread = exam.reads(values["answer"])
            goes_forward = unread is None
            if unread is None:
                exam.answer(values["answer"])
            else:
                told["says"] = unread.says
        goes_forward = goes_forward or values.get("skip", False)
    told |= {"state": quiz.given[place].state, "flagged": quiz.given[place].is_flagged}
    if quiz.rules.tells_at_once and quiz.given[place].is_closed:
        marked = exam.verdict(place)
        told["says"] = told["says"] or marked.says
        told |= {"verdict": marked.verdict, "share": marked.share, "right": marked.right, "slip": marked.slip}
    _print(told)
    return not goes_forward or quiz.forward()


def _asked(exam: Exam) -> dict[str, Any]:
    """The question with the questions of its parts: what a program needs in order to answer it whole."""
    quiz, question = exam.quiz, exam.quiz.question
    variant = question.variant
    return {
        "ask": question.card.id,
        "n": quiz.place + 1,
        "of": len(quiz.questions),
        "question": asked_text(question),
        "type": TYPE_NAMES[type(question.body)],
        "options": list(question.options),
        "parts": [part["ask"] for part in variant["parts"]] if variant else None,
        "givens": variant["givens"] if variant else None,
        "marking": exam.schemes(question),
        "question_seconds": _seconds(quiz.question_left_ms),
        "exam_seconds": _seconds(quiz.exam_left_ms),
    }


def _seconds(left_ms: int | None) -> float | None:
    return None if left_ms is None else left_ms / 1000


def _print(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=True) + "\n")
    sys.stdout.flush()
