"""XML of strangers: no entities of its own, nothing from elsewhere, and what is left of a damaged one.

expat itself reads no external entity. A document type is where entities are declared; no format that
is read here has one, so that a file with one is not theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from enricher.entities import Notice

_DEEPEST = 200  # levels; Python's recursion ends at a thousand


@dataclass(frozen=True, slots=True)
class Markup:
    """A document's elements, whose names have lost their prefixes.

    Attributes:
        fault: why it could not be read to its end, "" where it was.
        line: of the fault, from 1.
    """

    root: Element | None
    fault: str = ""
    line: int = 0

    @property
    def warnings(self) -> tuple[Notice, ...]:
        if not self.fault:
            return ()
        return (Notice("markup_damaged", {"why": self.fault, "line": self.line}),)


class _RefusalError(Exception):
    """The document asks for what no invoice and no statement needs."""


def parse(data: bytes) -> Markup:
    """Parse what can be parsed; elements that are open where it breaks off are closed there."""
    parser = expat.ParserCreate()
    builder = TreeBuilder()
    open_names: list[str] = []
    begun: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_names) >= _DEEPEST:
            raise _RefusalError("its elements lie too deep inside each other")
        local = name.rpartition(":")[2]
        if not begun:
            begun.append(local)
        open_names.append(local)
        builder.start(local, {key.rpartition(":")[2]: one for key, one in attributes.items()})

    def end(_name: str) -> None:
        builder.end(open_names.pop())

    def refuse(*_: object) -> None:
        raise _RefusalError("it declares a document type")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    fault, line = "", 0
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        fault, line = expat.ErrorString(error.code) or str(error), error.lineno
    except (_RefusalError, LookupError, ValueError) as error:
        fault, line = str(error), parser.CurrentLineNumber
        if isinstance(error, _RefusalError):
            return Markup(None, fault, line)
    if not begun:
        return Markup(None, fault, line)
    while open_names:
        builder.end(open_names.pop())
    return Markup(builder.close(), fault, line)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if one.tag == name), None)
    return element


def children(element: Element | None, *path: str) -> Iterator[Element]:
    """All elements at the end of a path of names, whichever of several ways leads there."""
    if element is None:
        return
    if not path:
        yield element
        return
    for one in element:
        if one.tag == path[0]:
            yield from children(one, *path[1:])


def text(element: Element | None, *path: str) -> str:
    """The text at the end of a path, of the first such element that has any; "" for none."""
    for one in children(element, *path):
        if found := (one.text or "").strip():
            return found
    return ""


def texts(element: Element | None, *path: str) -> list[str]:
    """The texts of all elements at the end of a path, without those that repeat."""
    found = ((one.text or "").strip() for one in children(element, *path))
    return list(dict.fromkeys(one for one in found if one))
