"""The answer keys are true: a small auditor of regular expressions finds the same, and nothing else."""

import re
from collections import Counter, defaultdict
from functools import cache
from html import unescape
from unicodedata import east_asian_width
from urllib.parse import urljoin

import pytest

from labs.shop import Shop, make_shop

BASE = "http://127.0.0.1:8000/"
SHOPS = [(name, seed) for name in ("tea-house", "rival-a", "rival-b") for seed in (1, 2)]


class Audit:
    """Crawls a shop from its home page and its sitemap, as its robots.txt allows, and judges what it saw."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.route = cache(shop.route)
        robots = self.route("/robots.txt").body.decode()
        self.barred = tuple(re.findall(r"Disallow: (\S+)", robots))
        self.listed = [
            "/" + unescape(url).removeprefix(BASE)
            for url in re.findall(r"<loc>(.*?)</loc>", self.route("/sitemap.xml").body.decode())
        ]
        self.depth, self.targets, self.hops = {"/": 0}, {}, {}
        todo = ["/"]
        self._walk(todo)
        self.reached = dict(self.depth)
        for path in self.listed:
            if path not in self.depth:
                self.depth[path] = 1000
                self._walk([path])

    def _walk(self, todo: list[str]) -> None:
        for path in todo:
            for target in self._links(path):
                if target not in self.depth:
                    self.depth[target] = self.depth[path] + 1
                    todo.append(target)

    def _links(self, path: str) -> list[str]:
        status, _ = self.answer(path)
        if status != 200:
            return []
        html = self.html(path)
        base = re.search(r'<base href="([^"]+)"', html)
        start = urljoin(BASE + path[1:], base[1] if base else "")
        urls = [urljoin(start, unescape(href)) for href in re.findall(r'<a href="([^"]+)"', html)]
        self.targets[path] = ["/" + url.removeprefix(BASE) for url in urls if url.startswith(BASE)]
        return self.targets[path]

    def answer(self, path: str) -> tuple[int, str]:
        """Status and Location; 0 for what robots.txt keeps a crawler from asking for."""
        if path.startswith(self.barred):
            return 0, ""
        route = self.route(path)
        return (route.status, dict(route.headers).get("Location", "")) if route else (404, "")

    def html(self, path: str) -> str:
        charset = "big5" if path == "/hant.html" else "gbk" if path.startswith("/baike/") else "utf-8"
        return self.route(path).body.decode(charset)

    def chain(self, path: str) -> tuple[int, bool]:
        """Redirects from a path to its end, and whether they come back to where they were."""
        seen = [path]
        while (answer := self.answer(seen[-1]))[0] == 301:
            if answer[1] in seen:
                return len(seen), True
            seen.append(answer[1])
        return len(seen) - 1, False

    def findings(self) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for path in self.depth:
            found.update((check, path) for check in self._of_answer(path))
        for path in self.targets:
            found.update((check, path) for check in self._of_page(path, self.html(path)))
        found.update(self._of_site())
        return found

    def _of_answer(self, path: str) -> list[str]:
        status, _ = self.answer(path)
        hops, loop = self.chain(path)
        checks = {
            "robots-blocks-page": status == 0,
            "http-4xx": 400 <= status < 500,
            "http-5xx": status >= 500,
            "redirect-loop": loop,
            "redirect-chain": hops >= 3 and not loop,
            "redirect-removed-to-home": path.count("/") > 1 and self.answer(path)[1] == "/",
            "sitemap-lists-non-200": path in self.listed and status not in (0, 200),
            "orphan-page": path in self.listed and path not in self.reached,
            "click-depth": 4 < self.depth[path] < 1000,
            "slow-response": status == 200 and self.route(path).delay_ms > 1000,
            "url-too-many-params": status == 200 and path.count("=") > 3,
        }
        broken = sum(self.answer(target)[0] >= 400 for target in set(self.targets.get(path, ())))
        return [check for check, fails in checks.items() if fails] + ["link-broken-internal"] * broken

    def _of_page(self, path: str, html: str) -> list[str]:
        title = re.search(r"<title>(.+?)</title>", html)
        canonical = re.search(r'rel="canonical" href="([^"]+)"', html)
        main = re.sub(r"<[^>]+>", " ", re.search(r"<main>(.*?)</main>", html, re.DOTALL)[1])
        english = path.startswith("/en/")
        length = len(re.findall(r"\w+", main)) if english else len(re.findall(r"[一-鿿]", main))
        images = re.findall(r"<img [^>]*>", html)
        bare = sum(" alt=" not in image for image in images)
        goal = "/" + unescape(canonical[1]).removeprefix(BASE) if canonical else path
        checks = {
            "title-missing": title is None,
            "title-too-long": title is not None and self._columns(unescape(title[1])) > 60,
            "title-placeholder": title is not None and title[1] in ("新建网页", "Untitled Document"),
            "title-contact": title is not None and "400-000-0000" in title[1],
            "title-body-mismatch": title is not None and self._of_another(path, title[1], html, main.lower()),
            "description-missing": '<meta name="description"' not in html,
            "h1-missing": "<h1>" not in html,
            "noindex": "noindex" in html,
            "snippet-or-image-blocked": "noimageindex" in html,
            "canonical-multiple": html.count('rel="canonical"') > 1,
            "canonical-missing": canonical is None and "?" in path,
            "canonical-to-error": self.answer(goal)[0] >= 400,
            "lang-missing": "<html>" in html,
            "hreflang-to-non-indexable": self._names_a_lost_version(path, html, goal),
            "sitemap-lists-non-indexable": "noindex" in html and path in self.listed,
            "noindex-conflict": "noindex" in html and path in self.listed,
            "link-invalid": 'href="file:' in html,
            "anchor-empty": re.search(r'<a href="[^"]*"></a>', html) is not None,
            "img-alt-missing": bool(images) and bare / len(images) > 0.3,
            "img-alt-stuffing": "多少钱" in "".join(images),
            "sd-invalid": ",}</script>" in html,
            "sd-product": '"price": "¥' in html,
            "thin-content": length < 200,
            "viewport-missing": 'name="viewport"' not in html,
            "baidu-applicable-device": 'name="viewport"' not in html,  # it still claims to fit phones
            "viewport-zoom-disabled": "user-scalable=no" in html,
            "form-label-missing": re.search(r'<input type="search" name="q">', html) is not None,
            "hidden-link": "left:-9999px" in html,
            "injected-spam": "百家乐" in html,
            "soft-404": bool(re.search("页面不存在|已下架|not found|no longer available", main, re.IGNORECASE)),
        }
        assert bare == 0 or checks["img-alt-missing"]
        return [check for check, fails in checks.items() if fails]

    def _names_a_lost_version(self, path: str, html: str, goal: str) -> bool:
        """Whether a language version may not be indexed, or the page's own canonical address is none of the versions."""
        found = re.findall(r'hreflang="[^"]+" href="([^"]+)"', html)
        versions = {"/" + unescape(url).removeprefix(BASE) for url in found}
        if goal != path and versions and goal not in versions:
            return True
        return any(version != path and not self._wanted(version) for version in versions)

    def _wanted(self, path: str) -> bool:
        html = self.html(path)
        canonical = re.search(r'rel="canonical" href="([^"]+)"', html)
        return "noindex" not in html and (canonical is None or unescape(canonical[1]).removeprefix(BASE) == path[1:])

    def _of_site(self) -> list[tuple[str, str]]:
        groups = defaultdict(list)
        for path in self.targets:
            if match := re.search(r"<title>(.+?)</title>", self.html(path)):
                groups[match[1]].append(path)
        found = [("title-duplicate", path) for paths in groups.values() if len(paths) > 1 for path in paths]
        footer = re.search(r"<footer>.*", self.html("/"), re.DOTALL)[0]
        return found if "沪ICP备12345678号-1" in footer else [*found, ("icp-number-missing", "/")]

    @staticmethod
    def _of_another(path: str, title: str, html: str, main: str) -> bool:
        """Whether a page bears the title of another product, and its text has not even half of the words."""
        heading = re.search(r"<h1>([^<]+)</h1>", html)
        if "/p/" not in path or heading is None or heading[1] in title or " | " not in title:
            return False
        words = [word.rstrip("s") for word in re.findall(r"[^\W\d]{2,}", title.lower().partition(" | ")[0])]
        return 2 * sum(word in main for word in words) < len(words)

    @staticmethod
    def _columns(text: str) -> int:
        return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


@pytest.mark.parametrize(("name", "seed"), SHOPS)
def test_key_equals_what_an_audit_finds(name, seed):
    shop = make_shop(BASE, name=name, seed=seed)
    assert Audit(shop).findings() == Counter((one.check_id, one.path) for one in shop.defects)


@pytest.mark.parametrize(("name", "seed"), SHOPS)
def test_audit_of_a_clean_shop_finds_nothing(name, seed):
    assert Audit(make_shop(BASE, name=name, seed=seed, clean=True)).findings() == Counter()


def test_tea_house_has_all_kinds_of_defects():
    checks = {one.check_id for one in make_shop(BASE).defects}
    assert len(checks) >= 30


def test_defects_touch_a_plausible_part_of_the_shop():
    shop = make_shop(BASE)
    touched = {one.path for one in shop.defects}
    assert 0.2 < len(touched) / len(shop.paths()) < 0.5
