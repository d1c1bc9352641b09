"""Texts with gaps in [brackets] as texts with numbered gaps."""

import re

#: Formulas and code have brackets of their own, and an address in round brackets makes a link.
_PART = re.compile(
    r"""\\. | \$\$(?:[^$\\]|\\.)+\$\$ | \$(?!\s)(?:[^$\\]|\\.)+?(?<!\s)\$(?![0-9])
    | (?<!`)(`++)(?:(?!\1).)+\1 | !?\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\](?P<link>\(\S)? | \{\{""",
    re.VERBOSE | re.DOTALL,
)
_IN_FORMULA = re.compile(r"\[(?P<text>[^\[\]]+)\](?P<link>\(\S)?")


def gaps_of(text: str) -> str:
    """The text with `{{c1::gap}}`, `{{c2::gap}}` for its gaps; brackets in formulas are none, if there are others."""
    gaps = _Gaps()
    made = _PART.sub(gaps.put, text)
    return made if gaps.count else _IN_FORMULA.sub(gaps.put, text)


class _Gaps:
    """Numbers the gaps as they come."""

    def __init__(self) -> None:
        self.count = 0

    def put(self, found: re.Match[str]) -> str:
        """What stands instead."""
        gap = found["text"]
        if found[0] == "{{":
            return r"\{\{"
        if gap is None or not gap.strip() or found["link"] or found[0].startswith("!"):
            return found[0].removeprefix("\\") if found[0] in {r"\[", r"\]"} else found[0]
        self.count += 1
        return f"{{{{c{self.count}::{gap.strip().replace('::', ':' + chr(92) + ':')}}}}}"
