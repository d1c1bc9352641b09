"""Hostile decks that are too large to lie in a repository, each as its text."""

from collections.abc import Callable, Iterable

_MOST_BYTES = 16 * 1024 * 1024
#: As long as a single text may be.
_LONG = 64 * 1024 - 16


def _deck(entries: Iterable[str], head: str = "") -> str:
    return f"deck: d\ntitle: D\n{head}cards:\n" + "".join(f"  - {entry}\n" for entry in entries)


def _cards(count: int, more: str = "") -> str:
    return _deck(f"{{id: c{n}, q: q{n}, a: a{more}}}" for n in range(count))


def _asking(text: str) -> str:
    """One card whose question is this, unchanged."""
    lines = "".join(f"      {line}\n" for line in text.split("\n"))
    return _deck([f"id: a\n    a: x\n    q: |\n{lines}"])


def _numbered_gaps() -> str:
    return "".join(f"{{{{c{n}::a}}}}" for n in range(1, 5000))


GENERATED: dict[str, Callable[[], str]] = {
    # files
    "larger-than-16-mb": lambda: "#" * (_MOST_BYTES + 1),
    "only-a-comment": lambda: f"#{'x' * (_MOST_BYTES - 20)}\ndeck: d",
    "only-line-ends": lambda: "\n" * _MOST_BYTES,
    "only-spaces": lambda: " " * _MOST_BYTES,
    "documents": lambda: "--- a\n" * 2_000_000,
    "tag-directives": lambda: "".join(f"%TAG !a{n}! x\n" for n in range(100_000)) + "---\ndeck: d\n",
    "anchors": lambda: "deck: d\n" + "".join(f"k{n}: &a b\n" for n in range(90_000)),
    "nested-lists": lambda: "- " * (_MOST_BYTES // 2),
    "nested-tables": lambda: "{" * _MOST_BYTES,
    "nested-blocks": lambda: "".join(f"{' ' * n}a:\n" for n in range(3000)),
    "long-quote": lambda: "'" + "''" * (_MOST_BYTES // 2 - 1),
    "long-key": lambda: f"{'k' * 900}: v\n" * 1000,
    "bidi-often": lambda: "deck: '" + "\u202e" * 5_000_000 + "'",
    "escapes-often": lambda: 'deck: "' + "\\e" * 8_000_000 + '"',
    "tex-eaten-often": lambda: 'deck: "' + "\\beta" * 3_000_000 + '"',
    # numbers of things
    "cards-too-many": lambda: _cards(200_000),
    "cards-many": lambda: _cards(4_000),
    "keys-too-many": lambda: "deck: d\n" + "".join(f"k{n}: v\n" for n in range(400_000)),
    "keys-twice": lambda: "deck: d\n" + "a: b\n" * 400_000,
    "ids-twice": lambda: _deck("{id: c, q: q, a: a}" for _ in range(50_000)),
    "mistakes-too-many": lambda: _deck("{zz: 1}" for _ in range(80_000)),
    "mistakes-in-one-line": lambda: (
        "{deck: d, title: D, cards: [" + "{id: a}, " * 500 + f"'{'x' * 60_000}', " * 200 + "]}"
    ),
    "long-chain-of-needs": lambda: _deck(
        f"{{id: c{n}, q: Question {n}, a: a, needs: [c{n + 1}]}}" for n in range(5000)
    ),
    "long-circle-of-needs": lambda: _deck(
        f"{{id: c{n}, q: q{n}, a: a, needs: [c{(n + 1) % 10_000}]}}" for n in range(10_000)
    ),
    # what multiplies
    "gaps-that-multiply": lambda: _deck([f"{{id: a, cloze: '{_numbered_gaps()}'}}"]),
    "sources-that-multiply": lambda: _deck(
        (f"{{id: c{n}, q: q{n}, a: a, source: k}}" for n in range(20_000)), f"sources: {{k: '{'x' * _LONG}'}}\n"
    ),
    "sources-too-long": lambda: _deck([], f"sources: [{', '.join([f'{chr(39)}{chr(120) * _LONG}{chr(39)}'] * 5)}]\n"),
    "questions-like-one-another": lambda: _deck(
        f"{{id: c{n}, a: a, q: '{f'w{n} ' + f'word{n % 7} ' * 7000}'}}" for n in range(100)
    ),
    # within one card
    "long-text": lambda: _asking("w" * 5_000_000),
    "options-too-many": lambda: _deck([f"{{id: a, q: q, right: r, wrong: [{', '.join(map(str, range(1000)))}]}}"]),
    "answers-too-many": lambda: _deck(
        [f"{{id: a, q: '{'a ' * 30_000}', accept: [{', '.join(f'a{n}x' for n in range(200_000))}]}}"]
    ),
    "tags-too-many": lambda: _deck([f"{{id: a, q: q, a: a, tags: [{', '.join(map(str, range(200_000)))}]}}"]),
    "former-ids-too-many": lambda: _deck([f"{{id: a, q: q, a: a, was: [{', '.join(map(str, range(200_000)))}]}}"]),
    "one-long-word": lambda: _asking("w" * _LONG),
    "wide-signs": lambda: _asking("\u6df1" * _LONG),
    "emoji-that-join": lambda: _asking("\U0001f468\u200d" * (_LONG // 2)),
    "lines": lambda: _asking("a\n" * (_LONG // 2)),
    "dollars": lambda: _asking("$" * _LONG),
    "formulas": lambda: _asking("$\\frac{a}{b}$ " * (_LONG // 15)),
    "formulas-without-end": lambda: _asking("$" + "\\frac{a}{b}" * (_LONG // 12) + "$"),
    "formulas-everywhere": lambda: _deck(
        f"{{id: c{n}, a: a, q: '{f'${chr(92)}frac{{a}}{{b_{{{n}}}}}$ ' * 2000}'}}" for n in range(20)
    ),
    # problems
    "problems-many": lambda: _deck(f"{{id: c{n}, problem: sigmoid}}" for n in range(5_000)),
    "kinds-unknown": lambda: _deck(f"{{id: c{n}, problem: sigmoidd{n}}}" for n in range(5_000)),
    "params-too-many": lambda: _deck([f"{{id: a, problem: sigmoid, params: {{z: {{choice: [{'1, ' * 300_000}]}}}}}}"]),
    "params-impossible": lambda: _deck(
        f"{{id: c{n}, problem: batch-gradients, params: {{A: {{choice: [-1]}}, dZ: {{choice: [2]}}}}}}" for n in range(500)
    ),
}  # fmt: skip
