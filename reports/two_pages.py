"""The summary of two A4 pages as one self-contained HTML file without any script; printed, it is the PDF."""

from __future__ import annotations

from configs.settings import Brand
from configs.text import Lang, Text
from reports.brand import logo_uri
from reports.briefing import LABEL, two_pages
from reports.model import ReportModel
from reports.render import TAGS, digest, environment, static
from reports.sentences import clipped

CONTACT = 90  # display columns


def render_summary(model: ReportModel, lang: Lang, brand: Brand) -> str:
    """The summary of ``model`` in one language, under the name and logo of ``brand``.

    Raises:
        SettingsError: the logo cannot be used.
    """
    style = static("summary.css")
    summary = two_pages(model)
    return (
        environment(lang)
        .get_template("summary.html.j2")
        .render(
            s=summary,
            lang=lang,
            tag=TAGS[lang],
            title=title(summary.label, lang),
            style=style,
            policy=f"default-src 'none'; style-src '{digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
            agency=clipped(brand.name, LABEL),
            contact=clipped(brand.contact, CONTACT),
            logo=logo_uri(brand.logo),
        )
    )


def title(label: Text, lang: Lang) -> str:
    """Title of the document."""
    return Text(zh=f"{label.zh} SEO 摘要", en=f"{label.en} SEO summary").get(lang)
