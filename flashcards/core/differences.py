"""Where two spellings differ."""

#: In longer texts single letters say nothing.
_LONGEST = 80
#: The share of letters in common below which two texts are simply other words.
_ALIKE = 0.6

#: Places from and up to, of the letters that the other text does not have there.
Spans = list[tuple[int, int]]


def differences(typed: str, right: str) -> tuple[Spans, Spans]:
    """Where each of the two differs from the other, case aside; nowhere, if they have little in common."""
    if max(len(typed), len(right)) > _LONGEST:
        return [], []
    from difflib import SequenceMatcher

    ours, theirs = (
        [letter.casefold() for letter in text] for text in (typed, right)
    )  # letter by letter, so that places stay
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [], []
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    return (
        [(start, end) for _, start, end, _, _ in changes if end > start],
        [(start, end) for _, _, _, start, end in changes if end > start],
    )


def nearest(typed: str, forms: tuple[str, ...]) -> str:
    """The form that the typed answer was probably meant to be; the first one, if it is like none."""
    from difflib import SequenceMatcher

    def likeness(form: str) -> float:
        ratio = SequenceMatcher(None, typed[:_LONGEST].casefold(), form.casefold(), autojunk=False).ratio()
        return ratio if ratio >= _ALIKE else 0.0

    return max(forms, key=likeness)
