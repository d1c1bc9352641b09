"""Computed cards for programs that draw nothing: so many variants of each, as basic cards with worked solutions."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flashcards.core.cards import Basic, Card, Computed
from flashcards.core.errors import FlashcardsError
from flashcards.core.incoming import LeftOut
from flashcards.problems.drawing import draw
from flashcards.problems.plugins import installed_kinds
from flashcards.problems.variants import Variant

#: What Markdown would take for its own.
_SIGN = re.compile(r"[\\`*_$\[\]<>#|~{}]")


def with_drawn(
    entries: Iterable[tuple[Card, ...]], variants: int, left_out: list[LeftOut]
) -> Iterator[tuple[Card, ...]]:
    """The entries, and in place of a computed one the variants of the seeds 1 to `variants`.

    What cannot be drawn is put into `left_out`, with the reason.
    """
    for cards in entries:
        if not isinstance(cards[0].body, Computed):
            yield cards
            continue
        try:
            for card in _drawn(cards[0], variants):
                yield (card,)
        except FlashcardsError as error:
            left_out.append(LeftOut(cards[0].entry, str(error)))


def _drawn(card: Card, variants: int) -> Iterator[Card]:
    """Basic cards `deck/id-seed-1`, `deck/id-seed-2` and so on; numbers that were drawn before are passed over."""
    assert isinstance(card.body, Computed)  # noqa: S101 - as the caller has seen
    kind = installed_kinds().find(card.body.problem)
    params = json.loads(card.body.params)
    seen = set()
    for seed in range(1, variants + 1):
        variant = draw(kind, seed, params)
        body = Basic(_question(variant), _solution(variant))
        if body.q not in seen:
            seen.add(body.q)
            yield replace(card, id=f"{card.id}-seed-{seed}", body=body, was=())


def _question(variant: Variant) -> str:
    asks = [part.ask for part in variant.parts if part.ask]
    lines = [variant.question, *(f"Convention: {line}" for line in variant.conventions), *asks]
    return "\n\n".join(map(_as_text, lines))


def _solution(variant: Variant) -> str:
    answers = [f"**{_as_text(f'{part.name} = {part.right_text}')}**" for part in variant.parts]
    lines = "\n".join(step.line for step in variant.solution)
    return "\n\n".join([*answers, f"```\n{lines}\n```"])


def _as_text(line: str) -> str:
    return _SIGN.sub(r"\\\g<0>", line)
