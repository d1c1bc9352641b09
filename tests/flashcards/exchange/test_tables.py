"""Tables of text as decks that come in: signs, headers, encodings, and what is refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BrokenStore, UsageError
from flashcards.exchange import rows, text_files
from flashcards.exchange.cells import cell_text, tags_of
from flashcards.exchange.tables import Table
from flashcards.exchange.text_files import TextFile

CELLS = st.text(alphabet="ab ,;\t|\"'\n\r#=éλ日", max_size=12)


def table(folder, content, name="words.csv"):
    """The entries of a table as key -> fields, the table, and its file."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with TextFile(path) as file:
        found = Table(file, path.stem)
        (deck,) = found.decks
        return [dict(entry.fields) for entry in deck.entries], found, file


def left_out(found):
    """What did not come over, as pairs."""
    return [(one.where, one.why) for one in found.omissions.first]


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read(tmp_path_factory, pairs, delimiter, end, encoding):
    """Whatever is in the cells, each row comes as its two texts, in all encodings with a mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("front", "back"), *pairs])
    found, _, file = table(tmp_path_factory.mktemp("t"), text.getvalue().encode(encoding))
    wanted = [pair for pair in pairs if any(pair)]
    assert [tuple(fields.values()) for fields in found] == [(cell_text(q), cell_text(a)) for q, a in wanted]
    assert file.remark == ""


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("front,back", {"q": "1", "a": "2"}),
        ("Word,Definition", {"q": "1", "a": "2"}),
        ("Answer,Question", {"q": "2", "a": "1"}),
        ("term,whatever", None),
        ("id,q,a,Tags", {"q": "2", "a": "3", "tags": ("4",)}),
        ("Front,Back,Hint,Note,Why", {"q": "1", "a": "2", "hint": "3", "why": "5", "note": "4"}),
        ("BACK , extra", {"q": "2", "a": "1"}),
        ("Spanish,English", {"q": "1", "a": "2"}),
        ("Tags,Español, Inglés", {"q": "2", "a": "3", "tags": ("1",)}),
        ("日本語,Deutsch,hint", {"q": "1", "a": "2", "hint": "3"}),
        ("English,word", {"q": "2", "a": "1"}),
    ],
)
def test_headers_tell_the_columns(tmp_path, header, keys):
    """Names of columns are known in any case and order; where fewer than two are, the row is a card."""
    count = header.count(",") + 1
    row = ",".join(map(str, range(1, count + 1)))
    found, told, _ = table(tmp_path, f"{header}\n{row}\n")
    if keys is None:
        assert [fields["q"] for fields in found] == ["term", "1"]
        assert "'term' with 'whatever' is a card" in told.remarks[0]
    elif "extra" in header:
        assert found == [{"q": "", "a": "1", "note": "2"}]
    else:
        assert found == [keys]


def test_a_table_without_header_is_read(tmp_path):
    """The first column is asked, the second is the answer, and that is said, with what does not come over."""
    found, told, _ = table(tmp_path, "hola\thello\tA1\nadiós\tbye, then\tA1\n")
    assert found == [{"q": "hola", "a": "hello"}, {"q": "adiós", "a": "bye, then"}]
    assert len(told.remarks) == 1
    assert left_out(told) == [("column 3", "no header tells what it holds")]


@pytest.mark.parametrize("first", ["English,Englisch", "Spanish,hola", "polish,polir", "Spanish,Spanish"])
def test_a_language_alone_is_no_header(tmp_path, first):
    """One that is called so in another language, or stands beside any word, is a card."""
    found, _, _ = table(tmp_path, f"{first}\na,b\n")
    assert tuple(found[0].values()) == tuple(first.split(","))


@pytest.mark.parametrize("told", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_sign_that_excel_tells_is_no_card(tmp_path, told):
    """Its first line says what parts the cells, and the header is the line after it."""
    found, _, _ = table(tmp_path, f"{told}front;back\na,b,c;d\n")
    assert found == [{"q": "a,b,c", "a": "d"}]


def test_columns_that_no_card_has_are_named(tmp_path):
    """A column of another name does not come over, and is named."""
    _, told, _ = table(tmp_path, "front,back,Created\na,b,2020\n")
    assert left_out(told) == [("column 'Created'", "no part of a card is called so")]


def test_rows_that_are_no_cards_are_named(tmp_path):
    """Rows with more cells than columns are named with their line; short and blank ones are filled up."""
    found, told, _ = table(tmp_path, "front,back,hint\na,b\n\nc,d,e,f\na,c\n,,\n")
    assert found == [{"q": "a", "a": "b"}, {"q": "a", "a": "c"}]
    assert [where for where, _ in left_out(told)] == ["line 4"]


def test_formulas_are_texts(tmp_path):
    """What looks like a formula runs nowhere; the ' that keeps a spreadsheet from running it is taken off."""
    found, _, _ = table(tmp_path, "front,back\n=1+1,'=SUM(A1)\n'quoted',-x\n")
    assert found == [{"q": "=1+1", "a": "=SUM(A1)"}, {"q": "'quoted'", "a": "-x"}]


def test_clozes_have_a_column(tmp_path):
    """A column of clozes makes cloze cards; rows without one are basic."""
    found, _, _ = table(tmp_path, "cloze,front,back\n{{c1::a}} b,,\n,q,a\n")
    assert found == [{"cloze": "{{c1::a}} b"}, {"q": "q", "a": "a"}]


def test_lines_within_a_cell_stay_lines():
    """Lines of words are kept apart; lists and code are Markdown already."""
    assert cell_text("one\r\ntwo") == "one\\\ntwo"
    assert cell_text("one\n\ntwo\n- x") == "one\n\ntwo\n- x"
    assert cell_text("```\na\nb\n```") == "```\na\nb\n```"


@pytest.mark.parametrize(
    ("cell", "tags"),
    [("a b", ("a", "b")), ("Deep Learning, x", ("deep-learning", "x")), (" ; a;a", ("a",)), ("", ())],
)
def test_tags_are_split(cell, tags):
    """Commas and semicolons part tags, else spaces do."""
    assert tags_of(cell) == tags


def test_other_encodings_are_read_and_said(tmp_path):
    """What is not UTF-8 is read as what spreadsheets write, and that is said."""
    found, _, file = table(tmp_path, "front,back\ncafé,“x”\n".encode("cp1252"))
    assert found == [{"q": "café", "a": "“x”"}]
    assert file.remark == (
        "read as Windows-1252, because byte 0xe9 is not UTF-8; if letters are wrong, save it as UTF-8"
    )
    assert table(tmp_path, b"front,back\n\x81,b\n")[2].remark.startswith("read as Latin-1")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \n\n",
        b"front,back\na,\0b\n",
        b"\0" * 5000,
        b"word\nanother\n",
        b'front,back\na,"b\nc,d\n',
        b'front,back\na,"b"c\n',
        "front,back\na,b\n".encode("utf-16")[:-1],
        b"PK\3\4 a spreadsheet",
        b"SQLite format 3\0",
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content):
    """Empty files, NULs, one column, open quotes, torn UTF-16 and other programs' own files: one line, all or nothing."""
    with pytest.raises(BrokenStore) as refused:
        table(tmp_path, content)
    assert "\n" not in str(refused.value)


def test_what_is_endless_is_refused(tmp_path, monkeypatch):
    """Too many rows, a field or a line without end and a file too large are refused before they fill the memory."""
    monkeypatch.setattr(rows, "MOST_ROWS", 5)
    with pytest.raises(BrokenStore, match="more than 5 rows"):
        table(tmp_path, "a,b\n" * 6)
    with pytest.raises(BrokenStore, match="never closed"):
        table(tmp_path, 'a,b\n"' + "x\n" * 600_000)
    with pytest.raises(BrokenStore, match="a line of over"):
        table(tmp_path, "x" * 2**22)
    monkeypatch.setattr(text_files, "_MOST_BYTES", 10)
    with pytest.raises(BrokenStore, match="larger than"):
        table(tmp_path, "front,back\na,b\n")


def test_what_is_no_file_is_refused(tmp_path):
    """A folder, a link to itself, a pipe and nothing at all hang nothing."""
    import os

    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "loop", tmp_path / "none", "/dev/zero"):
        with pytest.raises(UsageError):
            TextFile(type(tmp_path)(path))
