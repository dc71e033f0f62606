"""Manual: the bundled pages in one language, and what can be found in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: The pages in the order of the contents; each screen's has the screen's key.
PAGE_KEYS = (
    "idea",
    "products",
    "update",
    "generate",
    "versions",
    "quality",
    "records",
    "settings",
    "trouble",
)
_SNIPPET = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of a page and the text below it, without markup."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage:
    """One page."""

    key: str
    title: str
    markdown: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A section in which everything that was searched for stands."""

    page: ManualPage
    section: Section
    #: Part of the section around the first word found.
    snippet: str


class Manual:
    """All pages in one language."""

    def __init__(self, pages: tuple[ManualPage, ...]) -> None:
        self.pages = pages

    def page(self, key: str) -> ManualPage:
        """The page of this key; that of the idea where there is none."""
        return next((page for page in self.pages if page.key == key), self.pages[0])

    def search(self, query: str) -> tuple[Hit, ...]:
        """Sections that hold every word of the query, those that name one in a heading first."""
        words = _folded(query).split()
        if not words:
            return ()
        named: list[Hit] = []
        told: list[Hit] = []
        for page in self.pages:
            for section in page.sections:
                heading = _folded(f"{page.title} {section.heading}")
                whole = f"{heading} {_folded(section.text)}"
                if all(word in whole for word in words):
                    hit = Hit(page=page, section=section, snippet=_snippet(section.text, words[0]))
                    (named if any(word in heading for word in words) else told).append(hit)
        return (*named, *told)


def read_manual(folder: Path) -> Manual:
    """Read one language's pages; a file that is missing raises FileNotFoundError."""
    return Manual(
        tuple(_page(key, (folder / f"{key}.md").read_text(encoding="utf-8")) for key in PAGE_KEYS)
    )


def _page(key: str, text: str) -> ManualPage:
    # A line break between two Japanese sentences is no space, as it would be between English ones.
    markdown = re.sub(r"(?<=[^\x00-\x7f])\n(?!\n|#|- |\d+\. )", "", text)
    first, _, rest = markdown.partition("\n")
    title = first.removeprefix("# ").strip()
    parts = re.split(r"^## ", rest, flags=re.MULTILINE)
    sections = [Section(heading=title, text=_plain(parts[0]))]
    for part in parts[1:]:
        heading, _, text = part.partition("\n")
        sections.append(Section(heading=heading.strip(), text=_plain(text)))
    return ManualPage(key=key, title=title, markdown=markdown, sections=tuple(sections))


def _plain(markdown: str) -> str:
    """The words without links, emphasis, bullets and line breaks."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", markdown)
    text = re.sub(r"^(?:- |\d+\. )", "", text, flags=re.MULTILINE)
    return " ".join(text.replace("*", "").split())


def _folded(text: str) -> str:
    """Without regard to case and to full or half width."""
    return unicodedata.normalize("NFKC", text).casefold()


def _snippet(text: str, word: str) -> str:
    # Folding keeps the places where it matters here: a sign more or less only moves the window.
    place = max(0, _folded(text).find(word))
    first = max(0, place - _SNIPPET // 3)
    part = text[first : first + _SNIPPET].strip()
    return f"{'… ' if first else ''}{part}{' …' if first + _SNIPPET < len(text) else ''}"
