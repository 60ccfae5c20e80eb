"""Formats that are text themselves: TXT in several encodings, HTML, RTF; and mails."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from training.corpus.layout import wrap
from training.corpus.markup import Block, Heading, SampleDocument, Table, plain


def render_txt(
    document: SampleDocument, encoding: str = "utf-8", *, newline: str = "\n", width: int = 0
) -> bytes:
    """Plain text, an empty line after each block; lines are wrapped if a width is given."""
    lines = [plain(document.title), ""] if document.title else []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += ["\t".join(plain(text) for text in row) for row in block.rows]
        else:
            lines.append(plain(block.text))
        if isinstance(block, Table | Heading) or block.style != "line":
            lines.append("")
    text = "\n".join(lines).rstrip() + "\n"
    if width:
        text = wrap(text, width)
    return text.replace("\n", newline).encode(encoding)


_SHEETS = {
    "page": "body{font:16px/1.5 Georgia,serif;max-width:42em;margin:2em auto}td{padding:.2em 1em .2em 0}",
    "portal": "body{font:14px sans-serif;background:#eef}main{background:#fff;padding:2em}table{border-collapse:collapse}td{border:1px solid #ccc;padding:4px}",
}


def render_html(document: SampleDocument, sheet: str = "page") -> bytes:
    """A web page; in the "portal" one a menu and a footer surround the document."""
    lines = [f"<h1>{escape(plain(document.title))}</h1>"] if document.title else []
    lines += [_html_block(block) for block in document.blocks]
    body = "\n".join(lines)
    if sheet == "portal":
        menu = "<nav><a href='#'>Overview</a> | <a href='#'>Documents</a> | <a href='#'>Sign out</a></nav>"
        body = f"{menu}\n<main>\n{body}\n</main>\n<footer>Printed from the document portal. Page 1 of 1</footer>"
    title = escape(plain(document.title) or document.kind)
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_SHEETS[sheet]}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _html_block(block: Block) -> str:
    if isinstance(block, Table):
        rows = "\n".join(
            "<tr>" + "".join(f"<td>{escape(plain(text))}</td>" for text in row) + "</tr>"
            for row in block.rows
        )
        return f"<table>\n{rows}\n</table>"
    text = escape(plain(block.text))
    if isinstance(block, Heading):
        return f"<h2>{text}</h2>"
    style = {"center": ' style="text-align:center"', "right": ' style="text-align:right"'}.get(
        block.style, ""
    )
    return f"<p{style}><b>{text}</b></p>" if block.style == "bold" else f"<p{style}>{text}</p>"


_RTF_ALIGNMENT = {"center": r"\qc ", "right": r"\qr "}


def render_rtf(document: SampleDocument) -> bytes:
    r"""Rich text with headings, alignment and tables.

    Source: Rich Text Format specification 1.9.1; characters beyond ASCII as `\uN?`.
    """
    lines = [rf"\pard\qc\b\fs32 {_rtf(document.title)}\b0\fs22\par"] if document.title else []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [_rtf_row(row) for row in block.rows]
            lines.append(r"\pard\par")
        elif isinstance(block, Heading):
            lines.append(rf"\pard\sb120\b {_rtf(block.text)}\b0\par")
        else:
            bold = (r"\b ", r"\b0") if block.style == "bold" else ("", "")
            align = _RTF_ALIGNMENT.get(block.style, r"\qj ")
            lines.append(rf"\pard\sa120{align}{bold[0]}{_rtf(block.text)}{bold[1]}\par")
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}\f0\fs22"
    return "\n".join([head, *lines, "}"]).encode("ascii")


def _rtf_row(row: Sequence[str]) -> str:
    width = 9000 // len(row)
    edges = "".join(rf"\cellx{width * (place + 1)}" for place in range(len(row)))
    cells = "".join(rf"\intbl {_rtf(text)}\cell" for text in row)
    return rf"\trowd{edges}\pard{cells}\row"


def _rtf(marked: str) -> str:
    letters = []
    for letter in plain(marked):
        code = ord(letter)
        if letter in "\\{}":
            letters.append("\\" + letter)
        elif code < 128:
            letters.append(letter)
        else:
            units = letter.encode("utf-16-le")
            for place in range(0, len(units), 2):
                unit = int.from_bytes(units[place : place + 2], "little")
                letters.append(rf"\u{unit - 65536 if unit > 32767 else unit}?")
    return "".join(letters)


def render_mail(
    subject: str, text: str, attachment: tuple[str, bytes], media_type: str, ident: str
) -> bytes:
    """A mail with one attachment; `ident` stands for what a mailer would draw at random."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Records Office <records@example.com>"
    mail["To"] = "Archive <archive@example.org>"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 02 Jan 2024 03:04:05 +0000"
    mail["Message-ID"] = f"<{ident}@example.com>"
    mail.set_content(text)
    main, _, sub = media_type.partition("/")
    mail.add_attachment(attachment[1], maintype=main, subtype=sub, filename=attachment[0])
    mail.set_boundary(f"=-{ident}")
    return mail.as_bytes()
