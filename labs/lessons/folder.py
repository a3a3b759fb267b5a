"""The pages of a lesson's shop as files: a student edits them, and the shop serves what stands there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import unquote

from configs.output import make_folder
from labs.files import error_page
from labs.pages import Route, answer
from labs.shop import Shop

BASE = ".base"  # the address that stands in the files; the shop may be served at another one later
TYPES = {
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
}


@dataclass(slots=True)
class Edited(Shop):
    """A shop whose pages come from ``folder`` wherever a file stands there; a page whose file was deleted is gone."""

    folder: Path = Path()
    written: str = ""  # base URL in the files

    def route(self, path: str) -> Route | None:
        """The answer to a path: the file, else what the shop itself answers."""
        own = Shop.route(self, path)
        file = file_of(self.folder, path)
        if file is None:
            return own
        if not file.is_file():
            return error_page() if own is not None and own.status == 200 and _is_page(self, path) else own
        body = file.read_bytes().replace(self.written.encode(), self.site.base_url.encode())
        if own is not None and own.status == 200:
            return Route(own.status, own.headers, body, own.delay_ms)
        return answer(200, TYPES.get(file.suffix, TYPES[".html"]), body)


def edited(shop: Shop, folder: Path) -> Edited:
    """``shop`` with its pages in ``folder``, which is filled when it is not there; what a student changed stays."""
    if not (folder / BASE).exists():
        export(shop, folder)
    values = {one.name: getattr(shop, one.name) for one in fields(Shop)}
    return Edited(**values, folder=folder, written=(folder / BASE).read_text("utf-8").strip())


def export(shop: Shop, folder: Path) -> None:
    """Write every page of the shop; the base last, so that a folder that was cut off is filled again."""
    for page in shop.site.catalogue.pages():
        route, file = Shop.route(shop, page.path), file_of(folder, page.path)
        if route is not None and route.status == 200 and file is not None:
            make_folder(file.parent)
            file.write_bytes(route.body)
    (folder / BASE).write_text(shop.site.base_url, "utf-8")


def untouched(shop: Shop, folder: Path) -> bool:
    """Whether every page still stands in ``folder`` as it was written."""
    if not (folder / BASE).exists():
        return True
    written, own = (folder / BASE).read_text("utf-8").strip().encode(), shop.site.base_url.encode()
    for page in shop.site.catalogue.pages():
        route, file = Shop.route(shop, page.path), file_of(folder, page.path)
        if route is None or file is None:
            continue
        if not file.is_file() or file.read_bytes().replace(written, own) != route.body:
            return False
    return True


def file_of(folder: Path, path: str) -> Path | None:
    """The file of a path; None for one with a query, or one that would lead out of the folder."""
    if "?" in path:
        return None
    name = unquote(path).lstrip("/")
    file = folder / (f"{name}index.html" if not name or name.endswith("/") else name)
    inside = file.resolve().is_relative_to(folder.resolve()) and file.name != BASE
    return file if inside else None


def _is_page(shop: Shop, path: str) -> bool:
    return shop.site.catalogue.find(path) is not None
