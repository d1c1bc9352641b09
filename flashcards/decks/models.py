"""What a deck file may say: one model a type of entry, and the deck around them.

The descriptions are what an editor shows over a key. `flaws` of a model names what only shows when its fields are
seen together, `obstacles` of a problem what only shows when it is drawn.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from flashcards.decks.fields import MOST_TEXTS, Boolean, Count, EntryId, Level, OneOrMore, Slug, Text
from flashcards.decks.parts import SourceWork, Strict, Wrong, WrongOption
from flashcards.decks.source import MOST_CARDS

if TYPE_CHECKING:
    from flashcards.core.errors import FlashcardsError

#: Of all items of a list: each piece of an answer is compared with each.
MOST_FORMS = 1000
Flaw = tuple[tuple[str | int, ...], str]


class Entry(Strict):
    """The keys that every entry may have."""

    #: The key that names the type, and the type's name.
    answer_key: ClassVar[str] = ""
    type_name: ClassVar[str] = ""

    id: Slug = Field(
        description="The entry's name in this deck, to which progress belongs: small letters, digits, hyphens. "
        "The text may change, the id should not (if it must, put the old one in `was`)."
    )
    tags: list[Slug] = Field(
        default_factory=list, description="Words to select cards by: small letters, digits, hyphens."
    )
    hint: Text = Field(default="", description="Shown on demand before the answer.")
    why: Text = Field(default="", description="Shown with the answer: why it is so.")
    note: Text = Field(default="", description="Shown after the answer: a common slip, say.")
    source: Text = Field(
        default="",
        description="Where this can be read up: a key of `sources` and a place in it, or any text.",
    )
    needs: list[EntryId] = Field(
        default_factory=list, description="Entries to be learned first: `id`, or `deck/id` of another deck."
    )
    see: list[EntryId] = Field(
        default_factory=list, description="Related entries: `id`, or `deck/id` of another deck."
    )
    #: 0 when it is not given.
    level: Level = Field(default=0, description="1 basics, 2 working knowledge, 3 depth.")
    was: list[EntryId] = Field(
        default_factory=list, description="Former ids of this entry: progress follows to the new one."
    )
    allow: list[Slug] = Field(
        default_factory=list,
        description="Names of the advice of `flashcards check` that does not apply to this entry.",
    )

    def flaws(self) -> Iterator[Flaw]:
        """What is wrong between fields that are right by themselves: the place inside the entry, and a sentence."""
        for key in ("tags", "needs", "see", "was"):
            if texts := getattr(self, key):
                yield from twice(key, texts)


class BasicEntry(Entry):
    """A question and its answer; people grade themselves."""

    answer_key = "a"
    type_name = "basic"

    q: Text = Field(description="The question.")
    a: Text = Field(description="The answer.")
    both: Boolean = Field(
        default=False, description="true: ask it the other way round, too, as a card of its own."
    )
    wrong: Annotated[list[Wrong], Field(min_length=1, max_length=MOST_TEXTS)] = Field(
        default_factory=list, description="Wrong answers: make the card a choice in a quiz."
    )

    def flaws(self) -> Iterator[Flaw]:
        """Adds wrong answers that are given twice, or are the answer."""
        yield from super().flaws()
        if self.wrong:
            yield from _ambiguous_options([self.a], self.wrong)


class ClozeEntry(Entry):
    """A text with gaps."""

    answer_key = "cloze"
    type_name = "cloze"

    cloze: Text = Field(
        description="A text with gaps: {{gap}}s are asked together; {{c1::gap}} and {{c2::gap::hint}} are cards of "
        "their own, whose numbers must stay."
    )

    def flaws(self) -> Iterator[Flaw]:
        """Adds gaps that cannot be read."""
        from flashcards.core.cloze import ClozeError, parse

        yield from super().flaws()
        try:
            parse(self.cloze)
        except ClozeError as error:
            yield ("cloze",), str(error)


class ClaimEntry(Entry):
    """A statement that is true or false."""

    answer_key = "truth"
    type_name = "true/false"

    claim: Text = Field(description="The statement.")
    truth: Boolean = Field(description="Whether it is true: true or false.")


class ChoiceEntry(Entry):
    """A question with right options among wrong ones."""

    answer_key = "right"
    type_name = "choice"

    q: Text = Field(description="The question.")
    right: OneOrMore = Field(description="The right option, or a list of them.")
    wrong: Annotated[list[Wrong], Field(min_length=1, max_length=MOST_TEXTS)] = Field(
        description="The wrong options: texts, or `text` with its own `why`."
    )

    def flaws(self) -> Iterator[Flaw]:
        """Adds options that are offered twice."""
        yield from super().flaws()
        yield from twice("right", self.right)
        yield from _ambiguous_options(self.right, self.wrong)


class TypedEntry(Entry):
    """A question that is answered by typing."""

    answer_key = "accept"
    type_name = "typed"

    q: Text = Field(description="The question.")
    accept: OneOrMore = Field(description="All forms that are right; the first one is shown.")
    reject: dict[Text, Text] = Field(
        default_factory=dict, description="Known wrong answers, each with what to say to it."
    )

    def flaws(self) -> Iterator[Flaw]:
        """Adds forms that stand twice, or are right and wrong."""
        yield from super().flaws()
        yield from twice("accept", self.accept)
        for text in self.reject:
            if text in self.accept:
                yield ("reject", text), f"'{text}' is accepted above"


class StepsEntry(Entry):
    """A question that is answered by putting steps in order."""

    answer_key = "steps"
    type_name = "steps"

    q: Text = Field(description="The question.")
    steps: Annotated[list[Text], Field(min_length=2, max_length=MOST_TEXTS)] = Field(
        description="The steps in their order."
    )

    def flaws(self) -> Iterator[Flaw]:
        """Adds steps that cannot be told apart."""
        yield from super().flaws()
        yield from twice("steps", self.steps)


class ListEntry(Entry):
    """A question that is answered by naming things."""

    answer_key = "items"
    type_name = "list"

    q: Text = Field(description="The question.")
    items: Annotated[list[OneOrMore], Field(min_length=1, max_length=MOST_TEXTS)] = Field(
        description="What can be named; an item is a text, or a list of its accepted forms."
    )
    #: 0 when it is not given.
    at_least: Count = Field(default=0, description="How many of them are asked for; all if it is left out.")

    def flaws(self) -> Iterator[Flaw]:
        """Adds forms that stand twice, and more items asked for than there are."""
        yield from super().flaws()
        seen: set[str] = set()
        for index, forms in enumerate(self.items):
            for form in forms:
                if form in seen:
                    yield ("items", index), f"'{form}' stands here twice"
                seen.add(form)
        if len(seen) > MOST_FORMS:
            yield ("items",), f"the items have {len(seen):,} forms, and may have {MOST_FORMS:,} at most"
        if self.at_least > len(self.items):
            yield ("at_least",), f"at_least asks for {self.at_least} items of {len(self.items)}"


class ComputedEntry(Entry):
    """A problem that is drawn with fresh numbers each time."""

    answer_key = "problem"
    type_name = "computed"

    problem: Slug = Field(description="The kind of problem.")
    params: dict[str, Any] = Field(
        default_factory=dict,
        description="Fixes or narrows what is drawn: a value, `choice: [...]` or `range: [from, to]` for a given.",
    )

    def obstacles(self) -> Iterator[Flaw]:
        """A kind that there is not, as when its plug-in is not installed, and params that leave nothing to ask.

        Such an entry is passed over, and its deck goes on. Without params nothing is drawn: plug-ins test their kinds.
        """
        from flashcards.core.errors import FlashcardsError
        from flashcards.problems.errors import ImpossibleParams
        from flashcards.problems.plugins import installed_kinds

        try:
            installed_kinds().require(self.problem)
            if self.params:
                from flashcards.problems.drawing import draw

                draw(installed_kinds().find(self.problem), 0, self.params)
        except ImpossibleParams as error:
            yield ("params", error.key) if error.key else ("params",), _with_hint(error)
        except FlashcardsError as error:
            yield ("problem",), _with_hint(error)


#: All types, in the order in which they are explained.
ENTRY_TYPES: tuple[type[Entry], ...] = (
    BasicEntry,
    ClozeEntry,
    ClaimEntry,
    ChoiceEntry,
    TypedEntry,
    StepsEntry,
    ListEntry,
    ComputedEntry,
)


class Head(Strict):
    """What a deck says before its cards."""

    deck: Slug = Field(
        description="The deck's name, the first half of its cards' ids: small letters, digits, hyphens."
    )
    title: Text = Field(description="The deck's title.")
    about: Text = Field(default="", description="What the deck teaches, and to whom.")
    sources: dict[Slug, SourceWork] = Field(
        default_factory=dict,
        description="Works that cards cite by a short key: a text, or title, author, year, where, url.",
    )


class DeckFile(Head):
    """A deck of cards."""

    cards: list[
        BasicEntry
        | ClozeEntry
        | ClaimEntry
        | ChoiceEntry
        | TypedEntry
        | StepsEntry
        | ListEntry
        | ComputedEntry
    ] = Field(description="The entries; the key of the answer names the type of each.", max_length=MOST_CARDS)


def _with_hint(error: "FlashcardsError") -> str:
    return f"{error}; {error.hint}" if error.hint else str(error)


def twice(key: str, texts: Sequence[str]) -> Iterator[Flaw]:
    """A flaw at each text that stands before, too."""
    seen: set[str] = set()
    for index, text in enumerate(texts):
        if text in seen:
            yield (key, index), f"'{text}' stands here twice"
        seen.add(text)


def _ambiguous_options(right: Sequence[str], wrong: Sequence[WrongOption]) -> Iterator[Flaw]:
    yield from twice("wrong", [option.text for option in wrong])
    for index, option in enumerate(wrong):
        if option.text in right:
            yield ("wrong", index), f"'{option.text}' is right above and wrong here"
