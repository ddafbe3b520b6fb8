"""The data dictionary, as Markdown and as a web page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from iru.contract import load_contract
from iru.contract.dictionary import dictionary_html, dictionary_markdown, tables_by_subject


class Page(HTMLParser):
    """Ids, links within the page, headings, and table parts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.captions = self.tables = self.scopes = self.headers = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.headers += tag == "th"
        self.scopes += tag == "th" and "scope" in values


def test_markdown_says_of_a_field_all_that_the_contract_says(contract_folder: Path) -> None:
    text = dictionary_markdown(load_contract(contract_folder))
    assert (
        "| `rev_cancelled` | `is_cancelled` | text | not recorded | Not personal | Was it "
        "cancelled? Codes: [yes_no](#codes-yes_no). Standard: SSDA903 X. |" in text
    )
    assert (
        "| `rev_child_id` | `child_id` | text | never | Person's number (child) | Child it is "
        "about. Refers to `children.chi_id`. |" in text
    )
    assert "| `chi_name` | raw only | text | not named yet | Identifying |" in text
    assert "- Referred to by: [`a_reviews`](#a_reviews)" in text
    assert "- **period**: Worked out by the warehouse." in text


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_heading() -> None:
    cells = 0
    for line in dictionary_markdown(load_contract()).splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        cells = cells or line.count("|")
        assert line.count("|") == cells, line


def test_every_table_field_and_code_list_is_on_the_page() -> None:
    contract = load_contract()
    text = dictionary_html(contract)
    page = Page(text)
    for table in contract.tables.values():
        assert table.name in page.ids
        for field in table.fields:
            assert f"<code>{field.name}</code>" in text
    assert {f"codes-{name}" for name in contract.code_lists} <= set(page.ids)


def test_links_of_the_page_lead_somewhere_and_ids_are_unique() -> None:
    page = Page(dictionary_html(load_contract()))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_page_can_be_read_with_a_screen_reader() -> None:
    text = dictionary_html(load_contract())
    page = Page(text)
    assert '<html lang="en-GB">' in text and 'href="#tables"' in text
    assert page.headings[0] == 1 and page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert page.tables == page.captions > 100
    assert page.headers == page.scopes


def test_the_page_needs_no_other_file() -> None:
    text = dictionary_html(load_contract())
    assert "<link" not in text and "<script" not in text and "http" not in text


def test_meanings_are_escaped(spoil) -> None:
    folder = spoil("tables/children.yml", "Name of the child.", "A <b>name</b> & more.")
    text = dictionary_html(load_contract(folder))
    assert "A &lt;b&gt;name&lt;/b&gt; &amp; more." in text and "<b>" not in text


def test_the_standard_s_tables_come_before_those_that_extend_them() -> None:
    tables = tables_by_subject(load_contract())["Reviews of looked-after children"]
    assert [table.name for table in tables[:2]] == ["ssd_cla_reviews", "iru_cla_reviews"]
