"""What has to be known of a zip that nobody vouches for."""

import zipfile
import zlib
from pathlib import Path

#: What a damaged zip makes Python raise, when it is opened and when it is read.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
#: A hundred thousand names fit in, and take 30 MB to read.
MOST_LIST_BYTES = 8 * 2**20
#: A zip's last record, with the longest comment.
_LONGEST_END = 22 + 2**16


def has_long_list(path: Path) -> bool:
    """Whether the list of a zip is a flood of names, which would take ten times its size to read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_END))
        end = file.read()
    at = end.rfind(b"PK\5\6")
    return at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > MOST_LIST_BYTES
