"""Reading the search that a person typed: words, filters, minus, `or`, brackets; every mistake with its place."""

import re
from collections.abc import Callable, Iterable
from typing import Literal, cast

from flashcards.core.cards import TYPE_NAMES
from flashcards.core.errors import UsageError
from flashcards.core.search import (
    FILTERS,
    NUMBERS,
    STATES,
    Answered,
    Any,
    Compared,
    Every,
    Named,
    Not,
    Query,
    Sign,
    State,
    Words,
)
from flashcards.core.search_text import fact, folded

#: Longer searches are refused, and so are those of more terms, or with more brackets and minuses in each other.
LONGEST_QUERY = 2_000
MOST_TERMS = 200
DEEPEST_QUERY = 12
_MOST_SHOWN = 30
_FEW = 20

_QUOTE = 'text with brackets, `or` and `and` stands in quotes: "f(x)"'
_AS_COMPARED = "write it as ivl>=21, ease<2.05 or due<=-3"
_HELP = "`flashcards help search` shows how to search"

#: Gives the names of all decks ("deck") or tags ("tag").
Known = Callable[[str], Iterable[str]]

_TOKEN = re.compile(r'(?P<space>\s+)|(?P<sign>[()-])|(?P<term>[^\s()"]*"[^"]*"|[^\s()"]+)|(?P<open>")')
_COMPARISON = re.compile(r"([^\W\d_]+)(<=|>=|!=|<|>|=)(-?[0-9][^\s]*)")
#: The same where no number follows: of these names it is a slip, of others a text with signs.
_NO_NUMBER = re.compile(rf"({'|'.join(NUMBERS)})(<=|>=|!=|<|>|=)(.*)", re.IGNORECASE)
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def read_query(text: str, known: Known) -> Query:
    """The search that a text says; UsageError with the place of what cannot be."""
    if len(text) > LONGEST_QUERY:
        raise UsageError(f"a search has at most {LONGEST_QUERY:,} characters: this one has {len(text):,}")
    return _Reader(text, known).read()


class _Reader:
    """Goes through the tokens once: `or` binds least, then standing side by side, then minus."""

    def __init__(self, text: str, known: Known) -> None:
        self._text = text
        self._known = known
        self._tokens = self._cut()
        self._next = 0
        self._depth = 0

    def read(self) -> Query:
        if not self._tokens:
            raise UsageError("there is nothing to search for", "type a word, or a filter such as is:due")
        query = self._any()
        if self._next < len(self._tokens):
            raise self._mistake(self._tokens[self._next][0], "this bracket was never opened", _QUOTE)
        return query

    def _cut(self) -> list[tuple[int, str]]:
        """The tokens, each with its place."""
        bad = _UNSHOWABLE.search(self._text)
        if bad:
            raise self._mistake(bad.start(), "here is a sign that cannot be shown", "type the search anew")
        tokens: list[tuple[int, str]] = []
        place = 0
        while place < len(self._text):
            found = _TOKEN.match(self._text, place)
            if found is None or found.lastgroup == "open":
                raise self._mistake(
                    place, "this is never closed", 'a phrase stands in quotes, "weight decay"'
                )
            if found.lastgroup != "space":
                tokens.append((place, found.group()))
            place = found.end()
        if len(tokens) > MOST_TERMS:
            raise self._mistake(
                tokens[MOST_TERMS][0], f"a search has at most {MOST_TERMS} terms, and goes on"
            )
        return tokens

    def _peek(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def _any(self) -> Query:
        parts = [self._every()]
        while self._peek().casefold() == "or":
            self._next += 1
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _every(self) -> Query:
        parts = [self._part()]
        while self._peek().casefold() not in {"", ")", "or"}:
            self._next += self._peek().casefold() == "and"
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _part(self) -> Query:
        if self._next >= len(self._tokens):
            raise self._mistake(len(self._text), "here the search ends, and a word or filter is missing")
        place, term = self._tokens[self._next]
        if term.casefold() in {")", "or", "and"}:
            raise self._mistake(place, "before this a word or filter is missing", _QUOTE)
        self._next += 1
        if term not in {"(", "-"}:
            return self._term(place, term)
        self._depth += 1
        if self._depth > DEEPEST_QUERY:
            raise self._mistake(place, f"brackets and minuses stand at most {DEEPEST_QUERY} in each other")
        found = Not(self._part()) if term == "-" else self._bracket(place)
        self._depth -= 1
        return found

    def _bracket(self, place: int) -> Query:
        found = self._any()
        if self._peek() != ")":
            raise self._mistake(place, "this bracket is never closed", _QUOTE)
        self._next += 1
        return found

    def _term(self, place: int, token: str) -> Query:
        before, quote, phrase = token.partition('"')
        if not quote or before.endswith(":"):
            if token.casefold() in NUMBERS and self._peek()[:1] in {"<", ">", "="}:
                raise self._mistake(place, "a comparison has no spaces", _AS_COMPARED)
            comparison = _COMPARISON.fullmatch(token) or _NO_NUMBER.fullmatch(token)
            if comparison:
                name, sign, number = comparison.groups()
                return self._compared(place, name, cast("Sign", sign), number)
            name, colon, value = token.partition(":")
            if colon and name.isalpha():
                return self._filter(place, name.casefold(), value.strip('"'))
        tokens = folded(f"{before} {phrase[:-1]}" if quote else token)
        if not tokens:
            raise self._mistake(place, "here is nothing to search for")
        return Words(tokens, is_whole=not tokens[-1].isalnum())

    def _compared(self, place: int, name: str, sign: Sign, number: str) -> Query:
        name = name.casefold()
        if name not in NUMBERS:
            raise self._unknown(place, "number", name, NUMBERS)
        match = re.fullmatch(r"(-?[0-9]{1,6})(?:\.([0-9]{1,2}))?", number)
        if match is None or (match[2] and name != "ease"):
            raise self._mistake(place, f"'{number}' is no number for {name}", _AS_COMPARED)
        value = int(match[1])
        return Compared(
            name, sign, value * 100 + int((match[2] or "0").ljust(2, "0")) if name == "ease" else value
        )

    def _filter(self, place: int, name: str, value: str) -> Query:
        match name:
            case "deck" | "tag":
                return self._name(place, name, value)
            case "type":
                return self._fact(place, "type", value, TYPE_NAMES.values())
            case "level":
                return self._fact(place, "level", value, ("1", "2", "3"))
            case "is" if value == "computed":
                return Words(fact("type", value), is_whole=True)
            case "is":
                return State(self._one_of(place, "state", value.casefold(), STATES))
            case "id" if value.rstrip("*"):
                return Named("id", value.removesuffix("*"), value.endswith("*"))
            case "rated" | "introduced":
                return self._answered(place, name, value)
            case "prop":
                raise self._mistake(place, "there is no filter 'prop'", "write it without, as ivl>=10")
            case _:
                raise self._unknown(place, "filter", name, FILTERS)

    def _name(self, place: int, what: Literal["deck", "tag"], value: str) -> Query:
        beginning, is_beginning = value.removesuffix("*"), value.endswith("*")
        known = list(self._known(what))
        if not any(name == value or (is_beginning and name.startswith(beginning)) for name in known):
            raise self._unknown(place, what, value, known)
        if what == "deck":
            return Named("deck", beginning, is_beginning)
        return Words(fact("tag", beginning), is_whole=not is_beginning)

    def _fact(self, place: int, what: str, value: str, known: Iterable[str]) -> Query:
        return Words(fact(what, self._one_of(place, what, value.casefold(), known)), is_whole=True)

    def _answered(self, place: int, name: str, value: str) -> Query:
        match = re.fullmatch(r"([0-9]{1,5})(?::([1-4]))?", value)
        if match is None or int(match[1]) == 0 or (match[2] and name != "rated"):
            example = "rated:7, or rated:7:1 for the key 1" if name == "rated" else "introduced:7"
            raise self._mistake(place, f"'{value}' is no number of days", f"write it as {example}")
        return Answered("ever" if name == "rated" else "first", int(match[1]), match[2])

    def _one_of(self, place: int, what: str, name: str, known: Iterable[str]) -> str:
        if name not in known:
            raise self._unknown(place, what, name, known)
        return name

    def _unknown(self, place: int, what: str, name: str, known: Iterable[str]) -> UsageError:
        from difflib import get_close_matches

        names = list(known)
        near = get_close_matches(name, names, n=1, cutoff=0.6)
        hint = f"did you mean '{near[0]}'? " if near else ""
        if not near and len(names) <= _FEW:
            hint = f"there is {', '.join(names)}; "
        if what in {"filter", "number"}:
            hint += 'text with signs stands in quotes, as "x<1"'
        return self._mistake(place, f"there is no {what} '{name[:_MOST_SHOWN]}'", hint.rstrip("; "))

    def _mistake(self, place: int, sentence: str, hint: str = "") -> UsageError:
        rest = self._text[place : place + _MOST_SHOWN]
        shown = f", at {rest + '…' * (len(self._text) > place + _MOST_SHOWN)}" if rest else ""
        return UsageError(f"search, character {place + 1}: {sentence}{shown}", hint or _HELP)
