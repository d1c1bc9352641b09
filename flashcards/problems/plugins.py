"""Finding the kinds that plug-ins bring, under the entry point group `flashcards.problems`."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from flashcards.core.errors import Signalled, UnknownName
from flashcards.problems.errors import BrokenKind

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from flashcards.problems.contract import Kind

GROUP = "flashcards.problems"


class Indexed(NamedTuple):
    """A kind that is not loaded yet: the plug-in that names it, and the module that has it."""

    plugin: str
    module: str


class Kinds:
    """All kinds found, by name, and a sentence for each plug-in or kind that could not be taken.

    One that a plug-in's index names is loaded when it is asked for; only then it can turn out to be broken.
    """

    def __init__(
        self, known: "Mapping[str, Kind | Indexed] | None" = None, mistakes: Sequence[str] = ()
    ) -> None:
        self._known = dict(known or {})
        self.mistakes = list(mistakes)

    @property
    def names(self) -> list[str]:
        """The names of all kinds, for which none is loaded."""
        return list(self._known)

    @property
    def by_name(self) -> "dict[str, Kind]":
        """All kinds, each of them loaded."""
        found = {}
        for name in self.names:
            with suppress(UnknownName):
                found[name] = self.find(name)
        return found

    @property
    def topics(self) -> dict[str, str]:
        """The topic of each kind."""
        return {name: kind.topic for name, kind in self.by_name.items()}

    def require(self, name: str) -> None:
        """Raise UnknownName where there is no kind of this name; it is not loaded for it."""
        if name not in self._known:
            hint = self.mistakes[0] if self.mistakes else "`flashcards practice --list` names all kinds"
            raise self._unknown(name, hint)

    def find(self, name: str) -> "Kind":
        """The kind of this name; UnknownName where there is none, or it is broken."""
        self.require(name)
        kind = self._known[name]
        if not isinstance(kind, Indexed):
            return kind
        try:
            loaded = _made(_class_in(kind.module, name))
        except Signalled:
            raise
        # Foreign code runs here, and may raise anything, even SystemExit; the review must go on.
        except (Exception, SystemExit) as error:
            del self._known[name]
            self.mistakes.append(
                f"the kind '{name}' of the plug-in '{kind.plugin}' breaks: {_sentence(error)}"
            )
            raise self._unknown(name, self.mistakes[-1]) from error
        self._known[name] = loaded
        return loaded

    def take(self, plugin: str, kinds: object) -> None:
        """Take what a plug-in lists: classes, or an index of them. Raises BrokenKind for anything else."""
        if isinstance(kinds, Mapping):
            for name, module in kinds.items():
                self._keep(name, f"'{name}'", plugin, Indexed(plugin, module))
            return
        if not isinstance(kinds, list | tuple):
            raise BrokenKind(f"it lists its kinds as a {type(kinds).__name__}, not as a list or tuple")
        for kind in kinds:
            called = getattr(kind, "__name__", repr(kind))
            try:
                made = _made(kind)
            except Exception as error:  # noqa: BLE001 - as above
                self.mistakes.append(
                    f"the kind {called} of the plug-in '{plugin}' breaks: {_sentence(error)}"
                )
            else:
                self._keep(made.name, called, plugin, made)

    def _keep(self, name: str, called: str, plugin: str, kind: "Kind | Indexed") -> None:
        other = self._known.setdefault(name, kind)
        if other is not kind:
            has = (
                other.module
                if isinstance(other, Indexed)
                else f"{type(other).__module__}.{type(other).__name__}"
            )
            self.mistakes.append(
                f"the kind {called} of the plug-in '{plugin}' has the name '{name}', which {has} has"
            )

    def _unknown(self, name: str, hint: str) -> UnknownName:
        return UnknownName("kind of problem", name, self._known, otherwise=hint)


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
            found.take(point.name, point.load())
        except Signalled:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code, as above
            found.mistakes.append(
                f"the plug-in '{point.name}' ({point.value}) breaks: {error or repr(error)}"
            )
    return found


def _class_in(module: str, name: str) -> object:
    """The class of this name in a module's KINDS."""
    for kind in import_module(module).KINDS:
        if kind.name == name:
            return kind
    raise BrokenKind(f"{module} has no kind of this name")


def _made(kind: object) -> "Kind":
    """The kind of a class that a plug-in lists. Raises BrokenKind, and whatever the class raises."""
    from flashcards.problems.contract import Kind
    from flashcards.problems.flaws import flaws

    if not isinstance(kind, type) or not issubclass(kind, Kind):
        raise BrokenKind("it is no subclass of Kind")
    made = kind()
    broken = "; ".join(flaws(made))
    if broken:
        raise BrokenKind(broken)
    return made


def _sentence(error: BaseException) -> str:
    return str(error) if isinstance(error, BrokenKind) else repr(error)
