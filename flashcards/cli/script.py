"""A sitting played from JSON lines, for scripts and tests: one ask and one result line for each answer."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from flashcards.cli.ask import Ask, Graded
from flashcards.cli.script_lines import Refused, read_object
from flashcards.cli.sitting import Sitting
from flashcards.core.answers import Verdict, right_answer, shown
from flashcards.core.days import iso
from flashcards.text.show import show

_KEYS: dict[str, tuple[type, ...]] = {
    "card": (str,),
    "answer": (str,),
    "grade": (int,),
    "shown": (bool,),
    "hint": (bool,),
    "seconds": (int, float),
}


def play_script(sitting: Sitting, lines: Iterable[str]) -> bool:
    """Play until the lines or the queue end; whether every line was an answer. Raises NotSaved."""
    fine = True
    waiting = (line for line in lines if line.strip())
    while (ask := sitting.ask()) is not None:
        _print(
            {
                "ask": ask.card.id,
                "question": _question(ask),
                "type": ask.card.type,
                "options": list(ask.options),
                "givens": dict(ask.attempt.variant.givens) if ask.attempt else None,
            }
        )
        line = next(waiting, None)
        if line is None:
            sitting.quit()
            break
        try:
            _answer(sitting, ask, _read(line))
        except Refused as refused:
            fine = False
            _print({"error": str(refused)})
    for notice in sitting.notices:
        sys.stderr.write(f"{show(notice)}\n")
    return fine


def _read(line: str) -> dict[str, Any]:
    values = read_object(line, _KEYS, '{"grade": 4}')
    if not values.get("card", "").isprintable():
        raise Refused("no card has such an id")
    if not 0 <= values.get("grade", 0) <= 5:
        raise Refused("grade must be from 0 to 5")
    if not 0 <= values.get("seconds", 0) <= 1e9:
        raise Refused("seconds must be 0 or more")
    return values


def _answer(sitting: Sitting, ask: Ask, values: dict[str, Any]) -> None:
    if not values.keys() & {"answer", "grade", "shown"}:
        raise Refused('give an answer, a grade, or "shown": true')
    if "card" in values:
        named = sitting.ask_for(values["card"])
        if named is None:
            raise Refused(f"{values['card']} is not in today's queue")
        ask = named
    seconds = values.get("seconds")
    elapsed_ms = None if seconds is None else int(seconds * 1000)
    grade = values.get("grade")
    if grade is None and not ask.card.is_marked:
        raise Refused(f"{ask.card.id} is graded by the person: give a grade")
    ask.helped = ask.helped or values.get("hint", False)
    verdict, typed = _verdict(sitting, ask, values)
    if verdict is not None and (verdict.kind == "unreadable" or (verdict.is_try and grade is None)):
        _print(_result(ask, verdict, None))
        return
    if grade is not None:
        graded = sitting.grade(ask, grade, elapsed_ms, verdict=verdict, typed=typed)
    elif verdict is not None:
        graded = sitting.mark(ask, verdict, typed, elapsed_ms)
    else:
        raise Refused(f'{ask.card.id}: give an answer, a grade, or "shown": true')
    if graded is None:
        raise Refused(f"{ask.card.id} was answered by another program meanwhile")
    _print(_result(ask, verdict, graded))


def _verdict(sitting: Sitting, ask: Ask, values: dict[str, Any]) -> tuple[Verdict | None, str]:
    typed = values.get("answer", "")
    if not ask.card.is_marked:
        return None, typed
    if values.get("shown"):
        return shown(), typed
    return (sitting.check_all(ask, typed) if "answer" in values else None), typed


def _result(ask: Ask, verdict: Verdict | None, graded: Graded | None) -> dict[str, Any]:
    memory = graded.recorded.after.memory if graded else ask.standing.memory
    return {
        "card": ask.card.id,
        "question": _question(ask),
        "answer": _right_answer(ask),
        "verdict": verdict.kind if verdict else None,
        "says": verdict.says if verdict else "",
        "slip": verdict.slip if verdict else None,
        "grade": graded.grade if graded else None,
        "counted": graded.recorded.counted if graded else False,
        "interval_days": memory.interval_days if memory else None,
        "due_day": iso(memory.due_day) if memory else None,
    }


def _question(ask: Ask) -> str:
    """The question with the questions of its parts: what a program needs in order to answer it whole."""
    if ask.attempt is None:
        return ask.question
    parts = [part.ask for part in ask.attempt.variant.parts if part.ask]
    return "\n".join([ask.question, *parts])


def _right_answer(ask: Ask) -> str:
    if ask.attempt is None:
        return right_answer(ask.card.body)
    return "; ".join(part.right_text for part in ask.attempt.variant.parts)


def _print(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=True) + "\n")
    sys.stdout.flush()
