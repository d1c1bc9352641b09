"""Ids for entries that another program knows by a key: readable, and the same at every import."""

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
    from hashlib import blake2b

    number = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")
    return (
        _PAIRS[number >> 30]
        + _PAIRS[number >> 20 & 1023]
        + _PAIRS[number >> 10 & 1023]
        + _PAIRS[number & 1023]
    )


def hashed_id(name: str, key: str) -> str:
    """A readable id whose last part is found again when the name has changed."""
    return f"{slug_of(name) or _NO_NAME}-{hash_of(key)}"
