"""Applying a patch to a page as htmx 4 does, without a browser.

Every target is found before anything is swapped, one that is missing is passed over, and a morph
leaves an element that stays the element that it was, with its `open` as the person had it.
A test with a browser holds this against htmx itself.
"""

from __future__ import annotations

from tests.tools.dom import Element, Misread, parse

KEPT = "open"


def apply(page: Element, html: str) -> None:
    """Swap every <hx-partial> of a patch into the page."""
    known = page.by_id()
    tasks = []
    for partial in parse(html).children:
        if not isinstance(partial, Element) or partial.tag != "hx-partial":
            raise Misread(f"a patch holds something beside partials: {partial}")
        target = partial["hx-target"]
        assert target.startswith("#"), target
        tasks.append((known.get(target[1:]), partial["hx-swap"], partial))
    for target, swap, partial in tasks:
        if target is not None:
            SWAPS[swap](target, partial)


def delete(target: Element, partial: Element) -> None:
    if target.parent is not None:
        target.parent.children.pop(target.index())
        target.parent = None


def afterbegin(target: Element, partial: Element) -> None:
    _insert(target, 0, partial.children)


def afterend(target: Element, partial: Element) -> None:
    if target.parent is not None:
        _insert(target.parent, target.index() + 1, partial.children)


def inner_morph(target: Element, partial: Element) -> None:
    kept = target.by_id()
    kept.pop(target.id, None)
    target.children = []
    _insert(target, 0, [_morphed(child, kept) for child in partial.children])


def outer_morph(target: Element, partial: Element) -> None:
    parent = target.parent
    if parent is None:
        return
    kept = target.by_id()
    place = target.index()
    parent.children.pop(place)
    target.parent = None
    _insert(parent, place, [_morphed(child, kept) for child in partial.children])


SWAPS = {
    "delete": delete,
    "afterbegin": afterbegin,
    "afterend": afterend,
    "innerMorph": inner_morph,
    "outerMorph": outer_morph,
}


def _insert(parent: Element, place: int, children: list[Element | str]) -> None:
    parent.children[place:place] = children
    for child in children:
        if isinstance(child, Element):
            child.parent = parent


def _morphed(new: Element | str, kept: dict[str, Element]) -> Element | str:
    """`new`, as the element of the same id that was there, if it was."""
    if isinstance(new, str):
        return new
    children = [_morphed(child, kept) for child in new.children]
    old = kept.get(new.id)
    if old is None or old.tag != new.tag:
        old = new
    else:
        was = {KEPT: old.attributes[KEPT]} if KEPT in old.attributes else {}
        old.attributes = {**{name: value for name, value in new.attributes.items() if name != KEPT}, **was}
    old.children = []
    _insert(old, 0, children)
    return old
