"""What every kind must pass before it asks anybody; as a command, it prints how each kind fares."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint

from flashcards.core.errors import FlashcardsError
from flashcards.problems.contract import Kind, call
from flashcards.problems.diagnosis import diagnose
from flashcards.problems.drawing import HAND_DECIMALS, candidates, draw, is_separate, solved
from flashcards.problems.flaws import flaws
from flashcards.problems.numbers import Value, given_text
from flashcards.problems.plugins import GROUP, find_kinds
from flashcards.problems.variants import Variant, variant_from_json

SEEDS = range(200)
#: Fewer different answers can be learned by heart, and so can one that comes too often.
FEWEST_ANSWERS = 10
LARGEST_SHARE = 0.25
#: A kind whose draws are refused more often wants narrower givens.
SMALLEST_ACCEPTED_SHARE = 0.2


def faults(kind: Kind, seeds: Sequence[int] = SEEDS) -> list[str]:
    """A sentence for every rule that the kind breaks over these seeds; none for a sound kind."""
    try:
        found = list(flaws(kind))
        variants = [] if found else [draw(kind, seed) for seed in seeds]
    except (FlashcardsError, ValueError) as error:
        return [str(error)]
    if found:
        return found
    for variant in variants:
        said = [*_answers(kind, variant), *_texts(variant), *_slope(kind, variant)]
        if said:
            found += [f"seed {variant.seed}: {sentence}" for sentence in said]
            break
    return [*found, *_spread(kind, variants)]


def accepted_share(kind: Kind, seeds: Sequence[int] = SEEDS) -> float:
    """Of the draws needed for these seeds, the share that the guard accepts."""
    draws = 0
    for seed in seeds:
        for _, refusal in candidates(kind, seed):
            draws += 1
            if not refusal:
                break
    return len(seeds) / draws


def distinct_answers(kind: Kind, seeds: Sequence[int] = SEEDS) -> int:
    """How many different answers these seeds have."""
    return len(_counted([draw(kind, seed) for seed in seeds]))


def main() -> int:
    """Print a line for each kind installed, or of the lists named (`package.module:KINDS`); 1 for a fault."""
    named = [EntryPoint(name, name, GROUP) for name in sys.argv[1:]]
    kinds = find_kinds(named or None)
    by_name = kinds.by_name  # what breaks is told when it is loaded
    said = list(kinds.mistakes)
    print(f"{'kind':<32} {'accepted':>8} {'answers':>8}")
    for name, kind in sorted(by_name.items()):
        wrong = faults(kind)
        said += [f"{name}: {sentence}" for sentence in wrong]
        if not wrong:
            print(f"{name:<32} {accepted_share(kind):>8.0%} {distinct_answers(kind):>8}")
    for sentence in said:
        print(sentence, file=sys.stderr)
    return 1 if said else 0


def _answers(kind: Kind, variant: Variant) -> Iterator[str]:
    """That right answers are right, rounded ones too, and that every slip is met with its sentence."""
    by_hand = solved(kind, variant.givens, digits=HAND_DECIMALS).values
    earlier: list[Value] = []
    for part in variant.parts:
        for value in (part.right, by_hand[part.name]):
            typed = part.answer.text(value)
            given = diagnose(kind, variant, typed, earlier)
            if given.kind != "right" or given.read_as != typed:
                yield f"{part.name}: the right answer {typed} is {given.kind}, read as {given.read_as}"
        for slip in part.slips:
            if not is_separate(part, slip):
                yield f"{part.name}: {slip.id} is too near to the right answer"
            typed = part.answer.text(slip.value)
            given = diagnose(kind, variant, typed, earlier)
            if slip.id not in given.slips and not part.answer.accepts(slip.value, part.right):
                yield f"{part.name}: {slip.id}, typed as {typed}, is {given.kind}: {given.says}"
        earlier.append(part.right)


def _texts(variant: Variant) -> Iterator[str]:
    """That printed givens are the givens used, and that the variant survives the journal."""
    shown = " ".join([variant.question, *variant.conventions, *(part.ask for part in variant.parts)])
    for name, value in variant.givens.items():
        if given_text(value) not in shown:
            yield f"the given {name} = {given_text(value)} is not in the question"
    if variant_from_json(json.loads(json.dumps(variant.to_json()))) != variant:
        yield "the variant does not survive JSON"


def _slope(kind: Kind, variant: Variant) -> Iterator[str]:
    """That a derivative agrees with central differences."""
    if not kind.derivative_in:
        return
    h = 1e-6
    given = variant.givens[kind.derivative_in]
    if isinstance(given, tuple | str):
        yield f"derivative_in wants a given that is one number, and {kind.derivative_in} is none"
        return
    up, down = (
        call(kind.primitive, {**variant.givens, kind.derivative_in: given + change}) for change in (h, -h)
    )
    slope, right = (up - down) / (2 * h), variant.parts[0].right
    if isinstance(right, tuple | str) or abs(slope - right) > 1e-6 * max(1, abs(right)):
        yield f"the derivative is {right}, central differences give {slope}"


def _spread(kind: Kind, variants: list[Variant]) -> Iterator[str]:
    """That answers cannot be guessed from having seen some."""
    answers = _counted(variants)
    if len(answers) < FEWEST_ANSWERS:
        yield f"there are only {len(answers)} different answers"
    text, count = answers.most_common(1)[0]
    if count > LARGEST_SHARE * len(variants):
        yield f"{count} of {len(variants)} answers are {text}"
    share = accepted_share(kind, [variant.seed for variant in variants])
    if share < SMALLEST_ACCEPTED_SHARE:
        yield f"only {share:.0%} of the draws are accepted"


def _counted(variants: list[Variant]) -> Counter[str]:
    return Counter("; ".join(part.right_text for part in variant.parts) for variant in variants)


if __name__ == "__main__":
    sys.exit(main())
