"""Names as ids and files can have them: small letters, digits and hyphens."""

import re

#: What decks and entries are called.
SLUG = "[a-z0-9][a-z0-9-]*"
LONGEST_SLUG = 80

_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "þ": "th"})
_SPACES = bytes(
    ord(sign.lower()) if sign.isascii() and sign.isalnum() else 0x20 for sign in map(chr, range(256))
)


def is_slug(name: str) -> bool:
    """Whether a deck or an entry can be called so."""
    return len(name) <= LONGEST_SLUG and re.fullmatch(SLUG, name) is not None


def slug(text: str, *, otherwise: str, longest: int = 60) -> str:
    """The text as a slug; where none of its letters is Latin, `otherwise` and a hash of the text."""
    made = latin_words(text)[:longest].rstrip("-")
    if made:
        return made
    from hashlib import blake2b

    return f"{otherwise}-{blake2b(text.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def free_slug(text: str, taken: set[str], *, otherwise: str, longest: int) -> str:
    """A slug that is not `taken` yet, numbered where it is; it is taken then."""
    free = name = slug(text, otherwise=otherwise, longest=longest)
    number = 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def whole_words(text: str, longest: int) -> str:
    """As many of the text's words as fit, at least the beginning of the first; empty if it has no Latin letter."""
    words = latin_words(text)
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]


def latin_words(text: str) -> str:
    """The text's words with hyphens between them; of other scripts nothing is left."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKD", text.lower().translate(_LATIN))
    return b"-".join(text.encode("ascii", "ignore").translate(_SPACES).split()).decode()
