"""Two journals made one: which rows are the same, and under which device the others come to stand.

A device's rows are one chain, numbered without gaps, which only grows. A *fork* is two chains under one device:
a copied or restored database has gone on by itself. The one that is there keeps the device's id. The tail of the
other, from its first row that differs, stands under a derived id made of the device's id and of that row's
checksum, so that every journal that takes it in calls it the same.

What is compared are the rows as they were first written, before any was given a derived id. So a fork that comes
back to the computer that wrote it is known there, and nothing is counted twice.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.core.journal import Row

#: Stands between a device's id and what tells a fork of it.
_FORK = "~"

#: A row by its device and number here, and the checksum that it was first written with.
Link = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From row `first` on (up to the next stretch), a chain's rows stand under `device` here."""

    first: int
    device: str


#: For every device of the journal that comes in, where its rows come to stand; the stretches in order.
Places = Mapping[str, Sequence[Stretch]]


def base_of(device: str) -> str:
    """The device that wrote the rows of a fork; other ids are given back as they are."""
    return device.partition(_FORK)[0]


def fork_of(device: str, checksum: str) -> str:
    """The derived id of a fork of the device, which begins with the row that was first written so."""
    return f"{base_of(device)}{_FORK}{checksum}"


def first_written(row: Row) -> str:
    """The checksum of the row as its device wrote it."""
    return replace(
        row,
        device=base_of(row.device),
        target_device=None if row.target_device is None else base_of(row.target_device),
    ).checksum()


def places_of(here: Iterable[Link], coming: Iterable[Link]) -> Places:
    """Where the rows that come in stand, or come to stand; all links are of one base device."""
    held = {(seq, checksum): device for device, seq, checksum in here}
    last: dict[str, int] = {}
    for (seq, _), device in held.items():
        last[device] = max(seq, last.get(device, 0))
    chains: dict[str, list[tuple[int, str]]] = {}
    for device, seq, checksum in sorted(coming):
        chains.setdefault(device, []).append((seq, checksum))
    return {device: _stretches(device, chain, held, last) for device, chain in sorted(chains.items())}


def _stretches(
    device: str,
    chain: Iterable[tuple[int, str]],
    held: dict[tuple[int, str], str],
    last: dict[str, int],
) -> list[Stretch]:
    """Walk along one chain; what is new in it is noted in `held` and `last` for the chains that follow."""
    stretches: list[Stretch] = []
    before: str | None = None  # where the chain's row before this one stands
    for seq, checksum in chain:
        place = held.get((seq, checksum))
        if place is None:
            if before is not None and last[before] < seq:
                place = before  # the chain only goes on
            elif before is None and device == base_of(device) and device not in last:
                place = device
            else:
                place = fork_of(device, checksum)
            held[seq, checksum] = place
            last[place] = max(seq, last.get(place, 0))
        if place != before:
            stretches.append(Stretch(seq, place))
            before = place
    return stretches


def placed(row: Row, places: Places) -> Row:
    """The row as it stands here: under its device here, and with its target's."""
    target_device = row.target_device
    if target_device is not None and row.target_seq is not None:
        target_device = device_here(target_device, row.target_seq, places)
    return replace(row, device=device_here(row.device, row.seq, places), target_device=target_device)


def device_here(device: str, seq: int, places: Places) -> str:
    """The device under which a row that comes in stands here; as it is where nothing is said of it."""
    stretches = places.get(device, ())
    index = bisect_right(stretches, seq, key=lambda stretch: stretch.first)
    return stretches[index - 1].device if index else device
