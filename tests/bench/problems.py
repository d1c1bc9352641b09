"""How many variants a second are drawn, solved and checked: over all kinds, and the slowest five.

    python tests/bench/problems.py [VARIANTS]

Each variant's parts are answered rightly, one after the other, as a learner would.
"""

import sys
import time
from statistics import median

from flashcards.problems.diagnosis import diagnose
from flashcards.problems.drawing import draw
from flashcards.problems.plugins import installed_kinds

ROUNDS = 3


def seconds(kind, count):
    """The time a variant takes: the median of several rounds over the same seeds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for seed in range(count):
            _play(kind, seed)
        taken.append((time.perf_counter() - started) / count)
    return median(taken)


def main():
    """Print the rates."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    kinds = installed_kinds().by_name
    for kind in kinds.values():
        _play(kind, 0)
    rates = {name: 1 / seconds(kind, count) for name, kind in kinds.items()}
    overall = len(rates) / sum(1 / rate for rate in rates.values())
    print(f"{len(rates)} kinds, {overall:,.0f} variants a second drawn, solved and checked")
    print("the slowest five:")
    for name in sorted(rates, key=rates.get)[:5]:
        print(f"  {name:<32} {rates[name]:>8,.0f}")


def _play(kind, seed):
    variant = draw(kind, seed)
    earlier = []
    for part in variant.parts:
        found = diagnose(kind, variant, part.right_text, earlier)
        if found.kind != "right":
            raise SystemExit(f"{kind.name}, seed {seed}: {part.right_text} is {found.kind}")
        earlier.append(found.value)


if __name__ == "__main__":
    main()
