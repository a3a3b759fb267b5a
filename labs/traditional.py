"""The one page in Traditional Chinese, served in Big5; its text stands ready-made in hant.toml."""

from __future__ import annotations

from html import escape

from labs.site import link
from labs.wording import vocabulary


def document(url: str) -> str:
    """The whole page; `url` is its own address."""
    data = vocabulary("hant")
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hant">\n<head>\n<meta charset="big5">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="applicable-device" content="pc,mobile">\n'
        f'<title>{data["title"]}</title>\n<meta name="description" content="{data["description"]}">\n'
        f'<link rel="canonical" href="{url}">\n</head>\n<body>\n{_body()}\n</body>\n</html>\n'
    )


def _body() -> str:
    data = vocabulary("hant")
    sentences: list[str] = data["sentences"]
    paragraphs = ["".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    links = "".join(f"<li>{link(href, name)}</li>" for name, href in data["nav"])
    trail = f'<nav class="crumbs"><ol><li>{link("/", data["nav"][0][0])}</li><li>{data["heading"]}</li></ol></nav>'
    number = link("https://beian.miit.gov.cn/", data["footer"])
    return (
        f"<header><nav><ul>{links}</ul></nav></header>\n{trail}\n<main>\n<h1>{data['heading']}</h1>\n{text}\n"
        f"</main>\n<footer><p>{number}</p></footer>"
    )
