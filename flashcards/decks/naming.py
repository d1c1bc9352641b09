"""Ids for entries that another program knows by a key: readable, and the same at every import."""

from functools import cache
from typing import Any

from flashcards.core.slugs import whole_words

_LONGEST = 40
#: Of a name that is a whole page, the beginning is enough.
_LOOKED_AT = 200
_NO_NAME = "card"
_SIGNS = "abcdefghijklmnopqrstuvwxyz234567"
#: Of ten bits each, as base 32 has them; there are four of them in a hash.
_PAIRS = [first + second for first in _SIGNS for second in _SIGNS]


def slug_of(name: str) -> str:
    """The name in small letters, digits and hyphens, cut between words at 40; empty if it has no Latin letter."""
    return whole_words(name[:_LOOKED_AT], _LONGEST)


def hash_of(key: str) -> str:
    """Eight letters and digits that stand for a key."""
    number = int.from_bytes(_hash()(key.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")
    pairs = _PAIRS
    return (
        f"{pairs[number >> 30]}{pairs[number >> 20 & 1023]}{pairs[number >> 10 & 1023]}{pairs[number & 1023]}"
    )


@cache
def _hash() -> Any:
    """Only loaded for those who need it: it brings OpenSSL with it."""
    from hashlib import blake2b

    return blake2b


def hashed_id(name: str, key: str) -> str:
    """A readable id whose last part is found again when the name has changed."""
    return f"{slug_of(name) or _NO_NAME}-{hash_of(key)}"
