"""The tables inside a deck: works that cards cite, and wrong options with what is wrong with them."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from flashcards.decks.fields import Text


def _titled(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


def _worded(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Strict(BaseModel):
    """A table with the keys that it names, and no others."""

    # What checks a table is made when the first of its kind is read: few decks have all of them.
    model_config = ConfigDict(extra="forbid", defer_build=True)


class Work(Strict):
    """A book, paper or page that cards name as their source."""

    title: Text = Field(description="The title of the book, paper or page.")
    author: Text = Field(
        default="", description="Who wrote it, as it is cited: `Goodfellow, Bengio & Courville`."
    )
    year: Text = Field(default="", description="The year it appeared.")
    where: Text = Field(default="", description="The journal, conference, publisher or site.")
    url: Text = Field(default="", description="Where it can be read.")

    def cited(self, rest: str = "") -> str:
        """The work as a line of text with `rest` (a chapter, say); where it appeared only where that says more."""
        named = f"{self.author} ({self.year})" if self.author and self.year else self.author or self.year
        url = "" if named else self.url
        where = "" if named and rest else self.where
        return ", ".join(part for part in (named, self.title, where, rest, url) if part)


class WrongOption(Strict):
    """A wrong option and what is wrong with it."""

    text: Text = Field(description="The wrong option as it is offered.")
    why: Text = Field(default="", description="Why it is wrong; shown to those who chose it.")


SourceWork = Annotated[Work, BeforeValidator(_titled, json_schema_input_type=Text | Work)]
Wrong = Annotated[WrongOption, BeforeValidator(_worded, json_schema_input_type=Text | WrongOption)]
