"""Cycles among entries that need each other, and where each is cut."""

from collections.abc import Iterable, Mapping


def cut_cycles(needs: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The cycles among `needs` (in order of entries, each with those that it needs).

    A cycle starts at its latest entry, and dropping the need of that entry for the next one in the list cuts it:
    when that is done for all, no cycle is left.
    """
    order = {entry: position for position, entry in enumerate(needs)}
    left = {entry: [need for need in needed if need in order] for entry, needed in needs.items()}
    done: set[str] = set()
    cycles = []
    for entry in needs:
        path = [] if entry in done else [entry]
        on_path = {entry: 0}
        while path:
            waiting = left[path[-1]]
            while waiting and waiting[-1] in done:
                waiting.pop()
            if not waiting:
                done.add(path[-1])
                del on_path[path.pop()]
            elif waiting[-1] not in on_path:
                on_path[waiting[-1]] = len(path)
                path.append(waiting[-1])
            else:
                cycle = _from_latest(path[on_path[waiting[-1]] :], order)
                cycles.append(cycle)
                left[cycle[0]].pop()
                while path[-1] != cycle[0]:
                    del on_path[path.pop()]
    return cycles


def _from_latest(cycle: list[str], order: Mapping[str, int]) -> list[str]:
    latest = max(range(len(cycle)), key=lambda index: order[cycle[index]])
    return cycle[latest:] + cycle[:latest]
