"""Notes that `flashcards export deck` made, back as the entries that they were."""

import re
from collections.abc import Mapping
from typing import Any

from flashcards.exchange.for_anki.note_types import BASIC, CLOZE, FIELDS
from flashcards.exchange.html import to_markdown

_KEY = re.compile(r"[a-z0-9-]+/([a-z0-9]+(?:-[a-z0-9]+)*)")
_ITEM = re.compile(r"<li\b[^<>]*>(.*?)</li>", re.DOTALL)
_LINE = re.compile(r"<br\s*/?>")
_FORMULA = re.compile(r"\$[^$]*\$")
_COUNT = re.compile(r"at least ([0-9]+) ")
_TOLD = ("hint", "why", "note", "source")


def own_type(fields: tuple[str, ...]) -> int | None:
    """Which note type of ours has these fields, in whatever number Anki gave to it."""
    return next((number for number, own in FIELDS.items() if own == fields), None)


def own_id(guid: str) -> str:
    """The entry's id that a GUID of ours holds, without its deck; empty for any other."""
    found = _KEY.fullmatch(guid)
    return found[1] if found else ""


def own_fields(note_type: int, values: Mapping[str, str]) -> dict[str, Any]:
    """The entry's keys, or nothing where the note has been changed to something else."""
    if note_type == CLOZE:
        asked: dict[str, Any] = {"cloze": _whole_braces(to_markdown(values["Text"], has_gaps=True).text)}
    elif note_type == BASIC:
        asked = {"q": _text(values["Front"]), "a": _text(values["Back"])}
        asked |= {"both": True} if values["Add Reverse"].strip() else {}
        asked |= {"wrong": wrong} if (wrong := _wrong(_items(values["Wrong"]), {})) else {}
    else:
        asked = _question(values)
    if not asked or not all(asked.get(key, True) for key in ("q", "a", "cloze", "claim")):
        return {}
    told = {name: _text(values[name.capitalize()]) for name in _TOLD}
    return asked | {name: text for name, text in told.items() if text}


def _question(values: Mapping[str, str]) -> dict[str, Any]:
    text, how = _text(values["Question"]), values["How"]
    answers = [item for item in _items(values["Answer"]) if all(item)]
    others = {first: rest[0] for first, *rest in _items(values["Others"]) if rest}
    if how.startswith("True"):
        return {"claim": text, "truth": _text(values["Answer"]).lower() == "true"}
    if not answers:
        return {}
    firsts = [forms[0] for forms in answers]
    if how.startswith("Choose"):
        wrong = _wrong([item for item in _items(values["Options"]) if item[0] not in firsts], others)
        return {"q": text, "right": _one_or_more(firsts), "wrong": wrong} if wrong else {}
    if how.startswith("Type"):
        return {"q": text, "accept": _one_or_more(firsts)} | ({"reject": others} if others else {})
    if how.startswith("Put"):
        return {"q": text, "steps": firsts} if len(firsts) > 1 else {}
    if how.startswith("Name"):
        at_least = _COUNT.search(how)
        count = {"at_least": int(at_least[1])} if at_least else {}
        return {"q": text, "items": [_one_or_more(forms) for forms in answers]} | count
    return {}


def _text(html: str) -> str:
    return to_markdown(html).text.strip()


def _items(html: str) -> list[list[str]]:
    """The items of a list, each as its lines."""
    return [[_text(line) for line in _LINE.split(item)] for item in _ITEM.findall(html)]


def _wrong(items: list[list[str]], whys: Mapping[str, str]) -> list[Any]:
    """Wrong options; why one is wrong is its second line, or in `whys`."""
    told = [(first, rest[0] if rest else whys.get(first, "")) for first, *rest in items if first]
    return [{"text": text, "why": why} if why else text for text, why in told]


def _one_or_more(texts: list[str]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else texts


def _whole_braces(text: str) -> str:
    """The formulas without the spaces that part the braces in a gap for Anki."""
    return _FORMULA.sub(lambda found: re.sub(r"(?<=\}) (?=\})", "", found[0]), text)
