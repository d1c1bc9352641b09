"""Room ahead in the WAL, so that a commit writes over bytes that the file already has.

Where a file grows, the disk notes its new size with every sync, and that takes as long as the frames themselves.
SQLite reads a WAL up to the first frame whose checksum is wrong, so that zeros behind the last one are nothing to it.

Light on purpose, see `flashcards.core.days`.
"""

import os

#: What one sync is given at a time: some tens of answers, and a delay that nobody feels.
_ROOM_BYTES = 1 << 18
#: Where so much is left, more is made: an answer takes less.
_LEAST_BYTES = 1 << 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


class WalRoom:
    """The WAL of an open database, which has pages of so many bytes."""

    def __init__(self, path: str, page_bytes: int) -> None:
        """Raises OSError where there is no WAL."""
        self._frame_bytes = _FRAME_HEADER + page_bytes
        self._watched = 0
        self._file = os.open(f"{path}-wal", os.O_RDWR | os.O_CLOEXEC)

    def keep(self) -> None:
        """Make room where little is left; the caller holds the transaction, so that nobody else writes frames.

        Raises OSError.
        """
        # The number of a frame's page is not 0: where it reads as 0, nothing has come so far yet.
        if self._watched and os.pread(self._file, 4, self._watched) == bytes(4):
            return
        end = os.fstat(self._file).st_size
        os.pwrite(self._file, bytes(_ROOM_BYTES), end)
        os.fsync(self._file)
        frame = (end + _ROOM_BYTES - _LEAST_BYTES - _WAL_HEADER) // self._frame_bytes
        self._watched = _WAL_HEADER + frame * self._frame_bytes

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)
