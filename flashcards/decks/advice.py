"""Advice on cards: what makes one hard to answer or to trust. Nothing is left out for it.

Each piece has a name; an entry that names it in `allow` means what it does.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from flashcards.core.answers import right_answer
from flashcards.core.cards import Basic, Card, Choice, Computed, Typed
from flashcards.core.likeness import comparable, near_duplicate
from flashcards.core.questions import full_text, question
from flashcards.decks.mistakes import Mistake

MOST_WORDS = 60
#: A right option this many times as long as every wrong one, and by so many characters, gives itself away.
LONGER_BY_FAR, LONGER_BY_CHARACTERS = 1.4, 12
#: More questions are not compared each with each, and no longer ones than so many usual ones.
MOST_COMPARED = 2_000
MOST_CHARACTERS = 100 * MOST_COMPARED
#: The characters of all formulas that are read: three thousand usual ones.
MOST_OF_FORMULAS = 100_000
#: What stands further on in a question gives nothing away at a glance, nor does a longer answer.
_LONGEST_QUESTION, _LONGEST_ANSWER = 2_000, 200

_MATHS = re.compile(r"\\\$|\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
_NOT_PROSE = re.compile(r"`[^`]*`|\$[^$]*\$")
Piece = tuple[str, str]


def advise(cards: Sequence[Card]) -> list[Mistake]:
    """All advice on these cards, each entry looked at once."""
    firsts = list({card.entry: card for card in reversed(cards)}.values())[::-1]
    levels = {card.entry: card.level for card in firsts}
    citing = {card.deck for card in firsts if card.source}
    found = [(card, piece) for card in firsts for piece in (*_on(card, citing), *_on_needs(card, levels))]
    found += [*_broken_formulas(firsts), *_near_duplicates(firsts)]
    return [
        Mistake(card.path, card.line, 1, "advice", f"{card.entry}: {says}", f"meant so? allow: [{name}]")
        for card, (name, says) in found
        if name not in card.allow
    ]


def _on(card: Card, citing: Collection[str]) -> Iterator[Piece]:
    asks = question(card.body)
    if _NOT_PROSE.sub("", asks).count("?") > 1:
        yield "two-questions", "it asks two questions; make two cards of it"
    if isinstance(card.body, Basic) and len(card.body.a.split()) > MOST_WORDS:
        yield "long-answer", f"the answer has more than {MOST_WORDS} words; split the card"
    if isinstance(card.body, Choice) and _stands_out(card.body):
        yield "longest-right", "the right option is the longest by far, which gives it away"
    if any(_holds(asks, answer) for answer in _answers(card)):
        yield "answer-in-question", "the question holds its answer"
    if not card.source and card.deck in citing:
        yield "no-source", "it names no source, as other cards of the deck do"


def _on_needs(card: Card, levels: dict[str, int | None]) -> Iterator[Piece]:
    for need in card.needs:
        level = levels.get(need)
        if level and card.level and level > card.level:
            yield "higher-need", f"it has level {card.level} and needs {need} of level {level}"


def _stands_out(body: Choice) -> bool:
    longest_wrong = max(len(wrong.text) for wrong in body.wrong)
    shortest_right = min(map(len, body.right))
    return (
        shortest_right > longest_wrong * LONGER_BY_FAR
        and shortest_right > longest_wrong + LONGER_BY_CHARACTERS
    )


def _answers(card: Card) -> Sequence[str]:
    """The answers that would be given away by standing in the question: words, not numbers or formulas."""
    match card.body:
        case Typed(accept=accept):
            forms: Sequence[str] = accept
        case Basic(a=answer) if len(answer.split()) <= 4:
            forms = (answer.rstrip("."),)
        case Choice(right=right):
            forms = right
        case _:
            forms = ()
    return [form for form in forms if len(form) > 2 and form.isascii() and form[0].isalpha()]


def _holds(asks: str, answer: str) -> bool:
    if len(answer) > _LONGEST_ANSWER:
        return False
    text = asks[:_LONGEST_QUESTION].casefold()
    return re.search(rf"(?<![\w-]){re.escape(answer.casefold())}(?![\w-])", text) is not None


def _broken_formulas(cards: Sequence[Card]) -> Iterator[tuple[Card, Piece]]:
    looked_at = 0
    for card in cards:
        for formula in _formulas(card):
            looked_at += len(formula)
            if looked_at > MOST_OF_FORMULAS:
                return
            if not _is_latex(formula):
                yield card, ("broken-latex", f"this is not LaTeX: {formula[:_LONGEST_ANSWER]}")


def _formulas(card: Card) -> Iterator[str]:
    body = full_text(card.body) or f"{question(card.body)}\n{right_answer(card.body)}"
    for found in _MATHS.finditer(f"{body}\n{card.why}\n{card.note}\n{card.hint}"):
        if formula := found[1] or found[2]:
            yield formula


def _is_latex(formula: str) -> bool:
    from latex2mathml.converter import convert

    bare = re.sub(r"\\[{}]", "", formula)
    if bare.count("{") != bare.count("}"):
        return False
    try:
        # A command that the library does not know comes out as a name with its backslash.
        return "<mi>\\" not in convert(formula)
    except Exception:  # noqa: BLE001 - whatever the library meets, the formula is not to be had
        return False


def _near_duplicates(cards: Sequence[Card]) -> Iterator[tuple[Card, Piece]]:
    asked = [card for card in cards if not isinstance(card.body, Computed)][:MOST_COMPARED]
    texts = [comparable(question(card.body)) for card in asked]
    characters = 0
    for index, card in enumerate(asked):
        characters += len(texts[index])
        if characters > MOST_CHARACTERS:
            return
        near = near_duplicate(texts[index], texts[:index])
        if near is not None:
            yield card, ("near-duplicate", f"it asks nearly the same as {asked[near].entry}")
