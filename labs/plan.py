"""What is wrong with a shop: the answer key, and the marks by which the renderer spoils a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from labs.addresses import Page

Anchor: TypeAlias = tuple[str, str]  # href, text


@dataclass(frozen=True, slots=True)
class Defect:
    """One finding that an audit must yield.

    `path` (with its query) is where it hangs: the source page for link-broken-internal, "/" for the site.
    """

    check_id: str
    path: str
    evidence: dict[str, object]


@dataclass(slots=True)
class Plan:
    """Everything that sets a shop apart from its clean twin; an empty plan is the clean twin."""

    flags: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    canonicals: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[Anchor]] = field(default_factory=dict)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)  # path -> status, Location or ""
    filters: dict[str, Page] = field(default_factory=dict)
    editions: dict[str, int] = field(default_factory=dict)  # path -> week in which its text was written anew
    disallow: list[str] = field(default_factory=list)
    sitemap_extra: list[str] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    def mark(self, path: str, flag: str) -> None:
        """Spoil the page at `path` in the way the renderer knows as `flag`."""
        self.flags.setdefault(path, set()).add(flag)

    def marked(self, path: str, flag: str) -> bool:
        """Whether `flag` was set on the page."""
        return flag in self.flags.get(path, ())

    def link(self, source: str, target: str, text: str) -> None:
        """Let the page at `source` link to `target` as well."""
        self.links.setdefault(source, []).append((target, text))

    def expect(self, check_id: str, path: str, **evidence: object) -> None:
        """Enter one finding into the answer key."""
        self.defects.append(Defect(check_id, path, evidence))

    def indexable(self, path: str) -> bool:
        """Whether a page that answers 200 may be indexed, and so belongs in the sitemap."""
        if self.marked(path, "noindex") or path in self.canonicals or path in self.answers:
            return False
        return not any(path.startswith(start) for start in self.disallow)
