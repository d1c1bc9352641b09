"""Finding the kinds that plug-ins bring, under the entry point group `flashcards.problems`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from flashcards.core.errors import Signalled, UnknownName
from flashcards.problems.contract import Kind
from flashcards.problems.errors import BrokenKind
from flashcards.problems.flaws import flaws

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "flashcards.problems"


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds found, by name, and a sentence for each plug-in or kind that could not be taken."""

    by_name: dict[str, Kind] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @property
    def topics(self) -> dict[str, str]:
        """The topic of each kind."""
        return {kind.name: kind.topic for kind in self.by_name.values()}

    def find(self, name: str) -> Kind:
        """The kind of this name; UnknownName where there is none."""
        if name not in self.by_name:
            hint = self.mistakes[0] if self.mistakes else "`flashcards practice --list` names all kinds"
            raise UnknownName("kind of problem", name, self.by_name, otherwise=hint)
        return self.by_name[name]


@cache
def installed_kinds() -> Kinds:
    """What `find_kinds` finds; what is installed does not change while a program runs."""
    return find_kinds()


def find_kinds(points: "Iterable[EntryPoint] | None" = None) -> Kinds:
    """The kinds of all plug-ins that are installed (or of `points`). One that breaks is named in `mistakes`."""
    if points is None:
        # Takes longer to load than this program's own modules, and most commands load no plug-in.
        from importlib.metadata import entry_points

        points = entry_points(group=GROUP)
    found = Kinds()
    for point in sorted(points, key=lambda point: point.name):
        try:
            kinds = _kinds(point)
        except Signalled:
            raise
        # Foreign code runs here, and may raise anything, even SystemExit; the review must go on.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            found.mistakes.append(
                f"the plug-in '{point.name}' ({point.value}) breaks: {error or repr(error)}"
            )
            continue
        for kind in kinds:
            _take(found, point, kind)
    return found


def _kinds(point: "EntryPoint") -> Sequence[type[Kind]]:
    kinds = point.load()
    if not isinstance(kinds, list | tuple):
        raise BrokenKind(f"it lists its kinds as a {type(kinds).__name__}, not as a list or tuple")
    return kinds


def _take(found: Kinds, point: "EntryPoint", kind: type[Kind]) -> None:
    called = getattr(kind, "__name__", repr(kind))
    where = f"the kind {called} of the plug-in '{point.name}'"
    try:
        broken = "it is no subclass of Kind" if not _is_kind(kind) else "; ".join(flaws(kind()))
    except Exception as error:  # noqa: BLE001 - as above
        broken = repr(error)
    if broken:
        found.mistakes.append(f"{where} breaks: {broken}")
    elif kind.name in found.by_name:
        other = type(found.by_name[kind.name])
        found.mistakes.append(
            f"{where} has the name '{kind.name}', which {other.__module__}.{other.__name__} has"
        )
    else:
        found.by_name[kind.name] = kind()


def _is_kind(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Kind)
