"""A page read back: a strict little parser, and what tests ask of its elements."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Element:
    """An element with its attributes; children are elements and texts."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Element | str] = []

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str | None = None, klass: str | None = None) -> "list[Element]":
        """Elements below, in order, by tag and class."""
        return [
            each
            for each in self.walk()
            if (tag is None or each.tag == tag) and (klass is None or klass in each.classes)
        ]

    def lit(self, slot: int) -> list[tuple[str, str]]:
        """What a selection of this slot lights up: hue and text of each element."""
        return [
            (
                " ".join(each.classes - {"w"} - {name for name in each.classes if name[1:].isdigit()}),
                each.text,
            )
            for each in self.find("span", f"e{slot}")
        ]

    def by_id(self, name: str) -> "Element":
        (found,) = (each for each in self.walk() if each.attributes.get("id") == name)
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says {names} twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")


def parse(page: str) -> Element:
    """The page as a tree; an element that is not closed where it should be fails."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert builder.open == [builder.root], f"left open: {[each.tag for each in builder.open[1:]]}"
    return builder.root
