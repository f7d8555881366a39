"""A page as a tree: read from HTML, asked for its parts, and compared with another one.

Strict on purpose: a tag that a browser would close or move by itself is an error here, so a page
that reads well is one that every browser reads the same way.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "footer", "form", "h1", "h2",
    "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
NEVER_WITHIN = {"form": {"form"}, "a": {"a"}, "button": {"button", "a"}, **{tag: {"p"} for tag in BLOCKS - {"form"}}}
NEVER_WITHIN["form"] |= {"p"}
VERBATIM = frozenset({"note-text"})  # classes of elements that hold people's words


class Misread(ValueError):
    """The HTML is not a tree, or holds what a browser would put elsewhere."""


class Element:
    """One element; `children` are elements and strings."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []
        self.parent: Element | None = None

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def append(self, child: Element | str) -> None:
        if isinstance(child, Element):
            child.parent = self
        self.children.append(child)

    def index(self) -> int:
        """Where it stands among its parent's children."""
        assert self.parent is not None
        return next(number for number, child in enumerate(self.parent.children) if child is self)

    def walk(self) -> Iterator[Element]:
        """Itself and every element below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find_all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements with this tag and these attributes; a trailing underscore of a name is left out."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag) and all(element.attributes.get(name) == value for name, value in wanted.items())
        ]

    def find(self, tag: str = "", **attributes: str) -> Element:
        found = self.find_all(tag, **attributes)
        assert found, f"no <{tag or 'element'}> with {attributes}"
        return found[0]

    def by_id(self) -> dict[str, Element]:
        """Every element that has an id; `Misread` where two share one."""
        found: dict[str, Element] = {}
        for element in self.walk():
            if element.id:
                if element.id in found:
                    raise Misread(f"two elements have the id {element.id}")
                found[element.id] = element
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        within = {element.tag for element in self.open}
        if forbidden := NEVER_WITHIN.get(tag, set()) & within:
            raise Misread(f"<{tag}> within <{forbidden.pop()}>")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            raise Misread(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            if not any(element.tag == "svg" for element in self.open):
                raise Misread(f"<{tag}/> does not close itself in HTML")
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            raise Misread(f"</{tag}> where <{self.open[-1].tag}> is open")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        holder = self.open[-1]
        if holder.tag in ("textarea", "pre") and not holder.children:
            data = data.removeprefix("\r\n").removeprefix("\n")  # as a browser does, once
        if data:
            holder.append(data)


def parse(html: str) -> Element:
    """The tree of a page or of a piece of one; `Misread` if it isn't one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) > 1:
        raise Misread(f"<{reader.open[-1].tag}> is never closed")
    return reader.root


def lines(element: Element, ignored: Callable[[Element, str], bool] = lambda element, name: False, depth: int = 0) -> list[str]:
    """What a browser would show of a tree, a line a thing: spaces between words count once, those between tags don't."""
    indent = "  " * depth
    written = sorted(
        f'{name}="{" ".join(sorted(value.split())) if name == "class" else value}"'
        for name, value in element.attributes.items()
        if not ignored(element, name)
    )
    found = [indent + "<" + " ".join([element.tag, *written]) + ">"]
    verbatim = element.tag == "textarea" or not VERBATIM.isdisjoint(element.classes)
    text = ""
    for child in [*element.children, None]:
        if isinstance(child, str):
            text += child
            continue
        said = text if verbatim else " ".join(text.split())
        found += [f"{indent}  {said!r}"] if said else []
        text = ""
        if child is not None:
            found += lines(child, ignored, depth + 1)
    return found


def difference(one: list[str], other: list[str], names: tuple[str, str]) -> str:
    """Where two trees differ, with what stands around it; empty if they don't."""
    return "\n".join(difflib.unified_diff(one, other, *names, lineterm="", n=4))
