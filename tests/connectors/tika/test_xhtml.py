from __future__ import annotations

import pytest

from connectors.tika.xhtml import to_plain_text


def page(content: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{content}</body></html>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>one</p>\n<p>two</p>\n", "one\ntwo\n"),
        ("<p>one</p>\n<p />\n<p>\n</p>\n<p> \n</p><p>two</p>", "one\n\ntwo\n"),
        ("<p>a <b>bold</b> word<br />next</p>", "a bold word\nnext\n"),
        ("<ul>\t<li>one</li>\n\t<li>two</li>\n</ul>", "one\ntwo\n"),
        (
            "<table><tr>\t<td>a</td>\t<td><p>b</p>\n<p>c</p></td>\t<td>d</td></tr>\n<tr>\t<td />\t<td>e</td></tr></table>",
            "a\tb\nc\td\n\te\n",
        ),
        ("<p>line one \nline two\t\n</p>", "line one\nline two\n"),
        (
            "<p>a &amp; b &lt;c&gt; \u0301e\u0301 \U0001f600</p>",
            "a & b <c> \u0301e\u0301 \U0001f600\n",
        ),
        ("<script>x</script><p>a</p><style>y</style>", "a\n"),
        ('<p>a</p><div class="package-entry"><h1>picture.png</h1>\n</div>', "a\n"),
        ('<div class="package-entry"><h1>in.docx</h1>\n<p>inner</p></div>', "in.docx\ninner\n"),
        ("", ""),
    ],
)
def test_text_of_elements(content: str, text: str) -> None:
    assert to_plain_text(page(content)).text == text


def test_pages_start_where_their_text_does() -> None:
    pages = "".join(f'<div class="page"><p />\n<p>Page {number}</p></div>\n' for number in "123")
    plain = to_plain_text(page(f"<p>before</p>{pages}"))
    assert [plain.text[start:].split("\n")[0] for start in plain.pages] == [
        "Page 1",
        "Page 2",
        "Page 3",
    ]


def test_an_empty_page_starts_where_the_next_does() -> None:
    content = (
        '<div class="page"><p>a</p></div><div class="page"><p /></div><div class="page">b</div>'
    )
    plain = to_plain_text(page(content))
    assert (plain.text, plain.pages) == ("a\nb\n", (0, 2, 2))
    assert plain.page_has_text == (True, False, True)


def test_an_empty_last_page_starts_at_the_end() -> None:
    plain = to_plain_text(page('<div class="page">a</div><div class="page"> </div>'))
    assert plain.pages == (0, 2)
    assert len(plain.text) == 2


def test_outline_and_links_of_a_pdf_are_no_text() -> None:
    plain = to_plain_text(
        page(
            '<div class="page"><p>Text</p><div class="annotation"><a href="x">http://x</a></div>'
            '<div class="annotation"><div class="annotationTitle">Anna</div>'
            '<div class="annotationContents">A note</div></div></div>'
            "<ul><li>Text</li></ul>"
        )
    )
    assert plain.text == "Text\nA note\n"


def test_pages_of_an_embedded_pdf_are_not_pages_of_the_document() -> None:
    plain = to_plain_text(
        page('<div class="package-entry"><h1>in.pdf</h1><div class="page">x</div></div>')
    )
    assert plain.pages == ()
    assert "x" in plain.text


def test_markup_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    assert to_plain_text("<html><body><p>one</p><p>two").text == "one\ntwo\n"


def test_an_entity_declaration_is_not_followed() -> None:
    bomb = '<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>a&x;b</body></html>'
    assert "root:" not in to_plain_text(bomb).text
