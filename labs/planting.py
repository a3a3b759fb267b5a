"""The ways to spoil a shop. Each enters into the answer key exactly the findings that it causes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from labs import bodies, copywriting
from labs.addresses import Page
from labs.catalogue import Catalogue
from labs.plan import Plan
from labs.site import Site
from labs.wording import Lang

_KEPT = 2  # leading products of a category stand on the home page and in the menu: they stay healthy
_LONG = {
    "zh": "：当季新采、手工炒制、清香耐泡，自饮送礼两相宜，多仓发货",
    "en": ", Freshly Picked and Fired by Hand for Everyday Cups and Presents",
}


class Planter:
    """Writes into a `Plan`. No page is picked twice, so that a finding has one cause."""

    def __init__(self, catalogue: Catalogue, plan: Plan) -> None:
        self.catalogue = catalogue
        self.plan = plan
        self._site = Site("/", catalogue, Plan())
        self._taken: set[str] = set()

    def products(self, lang: Lang, slug: str, most: int | None = None) -> list[Page]:
        """Healthy products of a category, `most` of them or all; from now on they are taken."""
        kept = max(_KEPT, self.catalogue.featured)
        numbers = self.catalogue.stock(self.catalogue.shelf(slug))[kept:]
        pages = (self.catalogue.page("product", lang, number) for number in numbers)
        found = [page for page in pages if page.path not in self._taken][:most]
        self._taken.update(page.path for page in found)
        return found

    def all_of(self, kind: str, lang: Lang) -> list[Page]:
        """Every page of a numbered kind."""
        return [self.catalogue.page(kind, lang, number) for number in range(self.catalogue.count(kind))]

    def listings(self, slug: str) -> list[Page]:
        """The second and later pages of a category's listing, in both languages."""
        shelf = self.catalogue.shelf(slug)
        langs: tuple[Lang, Lang] = ("zh", "en")
        parts = range(2, self.catalogue.parts(shelf) + 1)
        return [self.catalogue.page("category", lang, shelf.number, part) for lang in langs for part in parts]

    def flag(self, pages: Iterable[Page], flag: str, check_id: str, **evidence: object) -> None:
        """Spoil pages in a way that the renderer knows by name."""
        for page in pages:
            self.plan.mark(page.path, flag)
            self.plan.expect(check_id, page.path, **evidence)

    def no_viewport(self, pages: Sequence[Page]) -> None:
        """Leave the viewport out, so that a page that claims to fit phones does not."""
        self.flag(pages, "no_viewport", "viewport-missing", level="error")
        for page in pages:
            self.plan.expect("baidu-applicable-device", page.path, value="pc,mobile", level="warning")

    def hacked(self, pages: Sequence[Page]) -> None:
        """Hide a link of an intruder off the screen."""
        self.flag(pages, "hacked", "injected-spam", word="百家乐")
        for page in pages:
            self.plan.expect("hidden-link", page.path, method="off-screen")

    def thin(self, pages: Iterable[Page], flag: str = "thin") -> None:
        """Cut the text: "thin" leaves under 100 Han or words, "bare" and "gone" under 50."""
        self.flag(pages, flag, "thin-content", level="warning" if flag == "thin" else "error")

    def soft_404(self, pages: Sequence[Page]) -> None:
        """Serve the words of an error page with status 200; such a page is thin as well."""
        self.thin(pages, "gone")
        for page in pages:
            name = self.catalogue.product_name(page.number, page.lang)
            start = "商品已下架" if page.lang == "zh" else "Page Not Found"
            mark = "：" if page.lang == "zh" else ": "
            self.plan.titles[page.path] = f"{start}{mark}{name}"
            self.plan.expect("soft-404", page.path, phrase=start)

    def no_titles(self, pages: Iterable[Page]) -> None:
        """Leave the title element out."""
        for page in pages:
            self.plan.titles[page.path] = ""
            self.plan.expect("title-missing", page.path)

    def default_titles(self, pages: Iterable[Page]) -> None:
        """Leave what the editor proposed."""
        for page in pages:
            self.plan.titles[page.path] = "新建网页" if page.lang == "zh" else "Untitled Document"
            self.plan.expect("title-placeholder", page.path)

    def phone_titles(self, pages: Iterable[Page]) -> None:
        """Advertise the telephone number in the title."""
        for page in pages:
            name, brand = self.catalogue.product_name(page.number, page.lang), self.catalogue.brand(page.lang)
            self.plan.titles[page.path] = f"{name} 订购热线 400-000-0000 | {brand}"
            self.plan.expect("title-contact", page.path, words=["热线 400-000-0000"])

    def long_titles(self, pages: Iterable[Page]) -> None:
        """Fill the title up with what the shop keeper wanted to say as well."""
        for page in pages:
            name = self.catalogue.product_name(page.number, page.lang)
            text = f"{name}{_LONG[page.lang]} | {self.catalogue.brand(page.lang)}"
            self.plan.titles[page.path] = text
            self.plan.expect("title-too-long", page.path, title=text, columns=copywriting.columns(text))

    def same_titles(self, pages: Sequence[Page]) -> None:
        """Give the second page of every pair the title of the first."""
        for first, second in zip(pages[::2], pages[1::2], strict=False):
            text = copywriting.title(self._site, first)
            self.plan.titles[second.path] = text
            for page in (first, second):
                self.plan.expect("title-duplicate", page.path, title=text)
            if not self._speaks_of(second, copywriting.title_stem(self._site, first)):
                self.plan.expect("title-body-mismatch", second.path, title=text)

    def _speaks_of(self, page: Page, name: str) -> bool:
        """Whether the text of `page` happens to have half of a name: of the words of an English one, of the characters, in
        pairs, of a Chinese one (a place, a flower and a measure may do)."""
        text = re.sub(r"<[^>]*>", " ", bodies.main(self._site, page)).lower()
        if page.lang == "zh":
            runs = re.findall(r"[\u4e00-\u9fff]+", name)
            return 2 * sum(_in_pairs(run, text) for run in runs) >= sum(map(len, runs))
        words = [word for word in name.lower().split() if word.isalpha() and len(word) > 1]
        return 2 * sum(word.rstrip("s") in text for word in words) >= len(words)

    def wrong_canonicals(self, pages: Iterable[Page], target: str) -> None:
        """Let pages name a dead address as their canonical one; their language versions then name a page that is out."""
        for page in pages:
            self.plan.canonicals[page.path] = target
            self.plan.expect("canonical-to-error", page.path, target=target)
            self.plan.expect("hreflang-to-non-indexable", page.path, target=target)
            self._lost_version(page)

    def noindexed(self, pages: Iterable[Page], listed: int = 0) -> None:
        """Keep pages out of the index; the sitemap goes on to list the first `listed` of them."""
        for number, page in enumerate(pages):
            self.flag([page], "noindex", "noindex", place="html")
            self._lost_version(page)
            if number < listed:
                self.plan.sitemap_extra.append(page.path)
                self.plan.expect("sitemap-lists-non-indexable", page.path, reason="noindex")
                self.plan.expect("noindex-conflict", page.path, reason="in-sitemap")

    def _lost_version(self, page: Page) -> None:
        """The page in the other language names as its version one that may not be indexed."""
        twin = self.catalogue.twin(page)
        if twin is not None:
            self.plan.expect("hreflang-to-non-indexable", twin.path, target=page.path)

    def local_file(self, source: Page, address: str, text: str) -> None:
        """Link to a file of somebody's own computer."""
        self.plan.link(source.path, address, text)
        self.plan.expect("link-invalid", source.path, href=address, level="error")

    def empty_link(self, source: Page, target: Page) -> None:
        """Leave a link without text behind, as editors of texts do."""
        self.plan.link(source.path, target.path, "")
        self.plan.expect("anchor-empty", source.path, href=target.path)

    def dead_page(self, path: str, sources: Iterable[Page], text: str, status: int = 404) -> None:
        """Link to an address that answers an error; each source is a finding, and so is the address."""
        linked = [page.path for page in sources]
        if not linked:
            return
        if status != 404:  # 404 is what the shop answers anyway
            self.plan.answers[path] = (status, "")
        self.plan.expect("http-5xx" if status >= 500 else "http-4xx", path, status=status, sources=len(linked))
        for source in linked:
            self.plan.link(source, path, text)
            self.plan.expect("link-broken-internal", source, target=path, status=status)

    def chain(self, steps: Sequence[str], goal: Page, source: Page, text: str) -> None:
        """Link to the first of `steps`, each of which redirects to the next and the last to `goal`."""
        for step, target in zip(steps, [*steps[1:], goal.path], strict=True):
            self.plan.answers[step] = (301, target)
        self.plan.link(source.path, steps[0], text)
        self.plan.expect("redirect-chain", steps[0], hops=len(steps), final=goal.path, source=source.path)

    def removed(self, path: str, source: Page, text: str) -> None:
        """Link to a product that is gone and redirects to the home page instead of saying so."""
        self.plan.answers[path] = (301, "/")
        self.plan.link(source.path, path, text)
        self.plan.expect("redirect-removed-to-home", path, target="/", source=source.path)

    def loop(self, path: str, source: Page, text: str) -> None:
        """Link to an address that redirects to itself, as a login page does that insists on a cookie."""
        self.plan.answers[path] = (301, path)
        self.plan.link(source.path, path, text)
        self.plan.expect("redirect-loop", path, source=source.path)

    def blocked(self, start: str, pages: Iterable[Page]) -> None:
        """Disallow a folder whose pages are wanted."""
        self.plan.disallow.append(start)
        for page in pages:
            self.plan.expect("robots-blocks-page", page.path, line=f"Disallow: {start}", agent="*")

    def stale_sitemap(self, paths: Iterable[str]) -> None:
        """Leave addresses in the sitemap that answer an error or a redirect."""
        for path in paths:
            status = self.plan.answers.get(path, (404, ""))[0]
            self.plan.sitemap_extra.append(path)
            level = "warning" if status < 400 else "error"
            self.plan.expect("sitemap-lists-non-200", path, status=status, level=level)

    def filters(self, slug: str, queries: Iterable[str]) -> None:
        """Open filtered listings to crawlers, linked from the first page of the category."""
        shelf = self.catalogue.shelf(slug)
        parent = self.catalogue.page("category", "zh", shelf.number)
        for query in queries:
            path, keys = f"{parent.path}?{query}", query.count("=")
            self.plan.filters[path] = Page("filter", "zh", path, shelf.number)
            self.plan.link(parent.path, path, "筛选：" + copywriting.filter_words(path))
            self.plan.expect("url-too-many-params", path, keys=keys, level="error" if keys > 5 else "warning")

    def orphans(self, holder: Page, pages: Iterable[Page]) -> None:
        """Take away the only links to pages that the sitemap goes on to list."""
        self.plan.mark(holder.path, "hide_landings")
        for page in pages:
            self.plan.expect("orphan-page", page.path)

    def deep(self, index: Page, pages: Sequence[Page]) -> None:
        """Link only the newest of a series from its index (depth 1): page k stands k clicks deeper."""
        self.plan.mark(index.path, "newest_only")
        for depth, page in enumerate(pages, 2):
            if depth > 4:
                self.plan.expect("click-depth", page.path, depth=depth, level="error" if depth > 5 else "warning")


def _in_pairs(run: str, text: str) -> int:
    """How many characters of a run stand beside their neighbour in `text`, too."""
    pairs = [run[at : at + 2] in text for at in range(len(run) - 1)]
    return sum(before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True))
