"""Names as ids and files can have them: small letters, digits and hyphens."""

import re
from hashlib import blake2b
from unicodedata import normalize

_OTHER = re.compile("[^a-z0-9]+")
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "þ": "th"})


def slug(text: str, *, otherwise: str, longest: int = 60) -> str:
    """The text as a slug; where none of its letters is Latin, `otherwise` and a hash of the text."""
    if not text.isascii():
        text = normalize("NFKD", text.lower().translate(_LATIN)).encode("ascii", "ignore").decode()
    made = _OTHER.sub("-", text.lower()).strip("-")[:longest].rstrip("-")
    return made or f"{otherwise}-{blake2b(text.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
