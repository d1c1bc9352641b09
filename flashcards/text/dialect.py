r"""The Markdown of cards: CommonMark with tables and `$formulas$`, without what would make words vanish.

HTML, entities, references and underlined headings are text. A star between two letters or digits is a product.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin

#: `[...](x)` is a gap and its argument; what follows a link's text has to look like an address.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:\S|/\S|#\S|\S*[./][a-z]{2}", re.IGNORECASE)

#: `**` between letters may enclose the filled gap of a word, as in `pre**train**ing`.
_PRODUCT = re.compile(r"[A-Za-z0-9](?P<stars>\*)[A-Za-z0-9]|[0-9](?P<power>\*\*)[0-9]")


@cache
def parser() -> MarkdownIt:
    """The parser of this dialect."""
    # Where nesting is deeper the parser would drop the text; whoever reads its tokens must refuse far less.
    dialect = MarkdownIt("commonmark", {"maxNesting": 100})
    dialect.enable("table")
    dialect.disable(["html_block", "html_inline", "entity", "autolink", "reference", "lheading"])
    dialect.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    dialect.inline.ruler.before("emphasis", "product", _product)
    # An address is text to be read here, and drives nothing.
    dialect.normalizeLink = lambda url: url  # type: ignore[method-assign]
    dialect.validateLink = lambda url: _ADDRESS.match(url) is not None  # type: ignore[method-assign]
    return dialect


def _product(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """Stars in `3*3*64` and `2**8` are signs of arithmetic: they open and close nothing."""
    product = _PRODUCT.match(state.src, state.pos - 1) if state.pos else None
    if product is None:
        return False
    stars = product["stars"] or product["power"]
    if not silent:
        state.pending += stars
    state.pos += len(stars)
    return True
