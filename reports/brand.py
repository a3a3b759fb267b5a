"""The logo on the summary: a small PNG, JPEG or SVG of the user's own, made part of the file; no script of it runs."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, SettingsError
from configs.reasons import reason
from configs.text import Text

MOST = 256 * 1024  # bytes
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
SVG = "{http://www.w3.org/2000/svg}"
ACTIVE = {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener"}
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image/)|expression\(|javascript:", re.I)
KEY = ("report", "brand", "logo")
ADVICE = Text(
    zh="换一个 PNG、JPEG 或 SVG 文件（最大 256 KB），或删掉 [report.brand] logo。",
    en="Take a PNG, JPEG or SVG file of at most 256 KB, or remove [report.brand] logo.",
)


def logo_uri(name: str) -> str:
    """The file ``name`` as a data URI; empty for an empty name. What it is says its content, not its extension.

    Raises:
        SettingsError: it cannot be read, is too large, or is no picture of these kinds (190).
    """
    if not name:
        return ""
    try:
        with Path(name).open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise _refused(name, reason(error)) from error
    if len(data) > MOST:
        raise _refused(name, Text(zh="大于 256 KB", en="larger than 256 KB"))
    kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), "")
    if not kind:
        kind, data = "image/svg+xml", clean_svg(data, name)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def clean_svg(data: bytes, name: str = "logo.svg") -> bytes:
    """An SVG without scripts, handlers, embedded documents, entities and addresses outside of it.

    It is shown as an image, where browsers run no script and load nothing anyway: two walls are better than one.

    Raises:
        SettingsError: it is no SVG.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(name, Text(zh="不是 PNG、JPEG 或 SVG", en="neither PNG nor JPEG nor SVG")) from error
    if root.tag not in (f"{SVG}svg", "svg"):
        raise _refused(name, Text(zh="不是 SVG", en="no SVG"))
    for one in list(root.iter()):
        local = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if not local or local in ACTIVE or (local == "style" and OUTSIDE.search(one.text or "")):
            if (parent := one.getparent()) is not None:
                parent.remove(one)
            continue
        for attribute, value in list(one.attrib.items()):
            if _unwanted(str(attribute), str(value)):
                del one.attrib[attribute]
    return etree.tostring(root, encoding="utf-8")


def _unwanted(attribute: str, value: str) -> bool:
    local = attribute.rpartition("}")[2].lower()
    if local.startswith("on"):
        return True
    if local in ("href", "src"):
        return not value.strip().startswith(("#", "data:image/png", "data:image/jpeg"))
    return OUTSIDE.search(value) is not None


def _refused(name: str, why: Text) -> SettingsError:
    return SettingsError(
        190,
        Text(zh=f"标志用不了：{Path(name).name}", en=f"cannot use the logo {Path(name).name}"),
        [(WHERE, Text("[report.brand] logo", "[report.brand] logo")), (WHY, why), (REMEDY, ADVICE)],
        key=KEY,
    )
