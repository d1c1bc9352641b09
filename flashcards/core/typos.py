"""Spelling: when two texts are the same answer, and when one is a slip of the keys for another."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

#: Signs that look alike and that keyboards and editors exchange for each other.
_ALIKE = str.maketrans("\u2010\u2011\u2013\u2014\u2212\u2019\u2032", "-----''")

#: Signs that are operators in mathematics or in the name of a thing (C#, A*, R&D) without being of
#: Unicode's category of mathematical symbols.
_OPERATORS = frozenset("*/^%#&@")

#: A hyphen that joins words (k-fold, cross - entropy); x-y is a difference.
_JOINING_HYPHEN = re.compile(
    r"(?<=[^\W\d_]{2}) ?- ?(?=[^\W\d_])|(?<=[^\W\d_]) ?- ?(?=[^\W\d_]{2})",
)
#: n! and f' are other things than n and f.
_PRIMED_LETTER = re.compile(r"(?<!\w)[^\W\d_][!'](?!\w)")

#: Prefixes that turn a word into its opposite: a typo keeps them, and adds none. Longer ones (over-, under-,
#: super-) need no guard: they are more than two edits.
_NEGATIONS = ("un", "in", "im", "ir", "de", "dis", "non")
#: Prefixes that two edits exchange for each other, and with them what the word means.
_RIVALS = (
    ("inter", "intra"),
    ("hyper", "hypo"),
    ("macro", "micro"),
    ("max", "min"),
    ("exo", "endo"),
    ("pre", "pro"),
    ("ab", "ad"),
)
#: Type I and type II, matrix A and matrix B, no bias and bias: short words that are never slips.
_TELLING_WORD = re.compile(r"[^\W_]|[ivx]+|no|not|non")


def spaceless(text: str) -> str:
    """The text with case and spacing folded, and nothing else."""
    return unicodedata.normalize("NFC", "".join(text.split()).translate(_ALIKE).casefold())


def is_exact(text: str) -> bool:
    """Whether every sign of the text counts, because it holds a digit or an operator (C++, 1e-8, n-1)."""
    plain = _plain(text)
    return (
        any(_is_digit_or_operator(sign) for sign in plain)
        or "-" in _JOINING_HYPHEN.sub("", plain)
        or _PRIMED_LETTER.search(plain) is not None
    )


def fold(text: str) -> str:
    """What makes two texts the same answer: equal after case, accents, spacing and punctuation are folded.

    Texts in which every sign counts fold case and spacing only; so do those that are nothing but punctuation.
    """
    joined = text.replace(" ", "")
    if joined.isascii() and joined.isalpha():
        return joined.lower()
    return spaceless(text) if is_exact(text) else _letters(text) or spaceless(text)


def near(typed: str, forms: Sequence[str], others: Callable[[], Iterable[str]]) -> str | None:
    """The form that the typed text is a typo of, if there is one.

    `others` gives the folded answers that would be something else; it is called only for a near miss.
    """
    if is_exact(typed):
        return None
    from rapidfuzz.distance import OSA

    given = fold(typed)
    reached = []
    for form, folded, edits in _prepared(tuple(forms)):
        distance = OSA.distance(given, folded, score_cutoff=edits)
        if distance <= edits and _keeps_meaning(form, typed):
            reached.append((distance, form))
    if not reached:
        return None
    distance, form = min(reached, key=lambda pair: pair[0])
    own = {folded for _, folded, _ in _prepared(tuple(forms))}
    if any(
        OSA.distance(given, other, score_cutoff=distance) <= distance
        for other in others()
        if other not in own
    ):
        return None
    return form


@lru_cache(maxsize=1)
def _prepared(forms: tuple[str, ...]) -> tuple[tuple[str, str, int], ...]:
    """Each form, folded, and how many edits from it are a typo: kept, for a list's pieces are compared with the same."""
    return tuple((form, fold(form), _edits_allowed(form)) for form in forms)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()).translate(_ALIKE))


def _is_digit_or_operator(sign: str) -> bool:
    if sign.isascii() and sign.isalpha():
        return False
    category = unicodedata.category(sign)
    return category[0] == "N" or category == "Sm" or sign in _OPERATORS


def _letters(text: str) -> str:
    """Letters alone, without case and accents. Marks that are not accents (the vowels of Hindi) are letters."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (
        sign
        for sign in apart
        if sign.isalnum() or (unicodedata.category(sign)[0] == "M" and not "\u0300" <= sign <= "\u036f")
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _edits_allowed(form: str) -> int:
    if is_exact(form):
        return 0
    length = len(fold(form))
    return 0 if length <= 4 else 1 if length <= 8 else 2


def _keeps_meaning(form: str, typed: str) -> bool:
    wanted, given = _words(form), _words(typed)
    return (
        fold(form)[:1] == fold(typed)[:1]
        and _telling_parts(wanted) == _telling_parts(given)
        and not any(_are_rivals(*pair) for pair in zip(wanted, given, strict=False))
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text).replace("'", "").casefold())


def _telling_parts(words: list[str]) -> list[str]:
    """What a typo must leave alone: short words with a meaning of their own, and negating prefixes."""
    parts = (
        word if _TELLING_WORD.fullmatch(word) else next(filter(word.startswith, _NEGATIONS), "")
        for word in words
    )
    return [part for part in parts if part]


def _are_rivals(word: str, other: str) -> bool:
    return any(
        (word.startswith(one) and other.startswith(two)) or (word.startswith(two) and other.startswith(one))
        for one, two in _RIVALS
    )
