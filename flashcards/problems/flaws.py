"""What is wrong with how a kind is written, told without drawing anything."""

import inspect
import re
from collections.abc import Callable, Iterator
from string import Formatter
from typing import Any

from flashcards.problems.contract import Kind, Slip

_SLUG = re.compile("[a-z0-9][a-z0-9-]*")


def flaws(kind: Kind) -> Iterator[str]:
    """A sentence for each rule of the contract that the kind breaks."""
    if not _SLUG.fullmatch(kind.name):
        yield f"its name {kind.name!r} is not of small letters, digits and hyphens"
    if kind.version < 1 or kind.level not in (1, 2, 3) or not kind.topic:
        yield "it wants a version from 1, a level of 1, 2 or 3, and a topic"
    names = [part.name for part in kind.parts]
    if not names or len(set(names)) < len(names):
        yield "it wants parts, each with a name of its own"
    if len(kind.hints) < 2:
        yield "it wants two hints or more, from a nudge to the formula"
    if kind.derivative_in and kind.derivative_in not in kind.givens:
        yield f"derivative_in names no given: '{kind.derivative_in}'"
    yield from _texts(kind)
    yield from _methods(kind)


def _texts(kind: Kind) -> Iterator[str]:
    texts = (kind.ask, *kind.conventions, *kind.hints, *(part.ask for part in kind.parts))
    shown = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}
    for name in sorted(shown - _known(kind)):
        yield f"a text names {{{name}}}, which is no given"
    for name in sorted(_known(kind) - shown):
        yield f"the given '{name}' stands in no text"


def _methods(kind: Kind) -> Iterator[str]:
    known = _known(kind)
    yield from _strangers("solve", kind.solve, {"step", *known})
    yield from _strangers("fits", kind.fits, known)
    if not kind.slips:
        yield "it wants slips"
    names = [part.name for part in kind.parts]
    for slip in kind.slips:
        yield from _slip(slip, names, known)


def _known(kind: Kind) -> set[str]:
    return {*kind.givens, *kind.derived}


def _slip(slip: Slip, parts: list[str], givens: set[str]) -> Iterator[str]:
    if slip.part not in parts and (slip.part or len(parts) > 1):
        yield f"the slip {slip.id} belongs to no part: it wants part= one of {', '.join(parts)}"
        return
    if not slip.says:
        yield f"the slip {slip.id} says nothing"
    before = parts[: parts.index(slip.part)] if slip.part else []
    yield from _strangers(f"the slip {slip.id}", slip.procedure, givens | set(before))


def _strangers(called: str, method: Callable[..., Any], known: set[str]) -> Iterator[str]:
    for name, parameter in inspect.signature(method).parameters.items():
        is_named = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        if is_named and parameter.default is parameter.empty and name not in known:
            yield f"{called} takes '{name}', which is neither a given nor an earlier part"
