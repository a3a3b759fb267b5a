"""Aggregate ratings that structured data declare, and whether anything on the page could be showing one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.facts.elements import without_code
from crawler.facts.jsonld import first_text, objects, types_of

if TYPE_CHECKING:
    from crawler.facts.elements import Script

MAX_KEPT = 5
CLIP = 150  # characters of an address
# In whatever shows ratings one of these stands: in its text, its classes, or the address of the service that draws it.
# star- and -star are no signs: flex-start has them.
_SIGNS = (
    "rating", "review", "score", "stars", "feedback", "testimonial", "opini", "vote", "rated", "trustpilot", "yotpo",
    "judge.me", "jdgm", "loox", "stamped", "okendo", "feefo", "ekomi", "trustedshops", "评", "評", "打分", "口碑", "星级", "好评",
    "★", "☆", "⭐", "bewert", "avis", "reseñ", "valora", "valuta", "recens", "avalia", "ocen", "beoord", "yorum", "отзыв",
    "рейтинг", "レビュー", "クチコミ", "리뷰", "평점",
)  # fmt: skip

Node = dict[str, Any]


class Rating(NamedTuple):
    """One rating as declared; stored as a plain list, so read it back with ``Rating(*values)``."""

    types: str  # of what is rated, joined by a space
    value: str  # as written
    votes: str  # of ratings or reviews, as written
    address: str  # url, else @id, of what is rated, as written


def ratings_of(role: str, node: Node, by_id: dict[str, Node]) -> list[Rating]:
    """The ratings of one object, as its property or as a root that names what it rates."""
    found = []
    for rating in objects(node.get("aggregateRating"))[:MAX_KEPT]:
        found.append(_rating(node, by_id.get(str(rating.get("@id")), rating) if len(rating) == 1 else rating))
    if role == "" and "AggregateRating" in types_of(node):
        found += [_rating(by_id.get(str(one.get("@id")), one), node) for one in objects(node.get("itemReviewed"))[:1]]
    return found


def _rating(rated: Node, rating: Node) -> Rating:
    votes = first_text(rating.get("reviewCount")) or first_text(rating.get("ratingCount"))
    address = first_text(rated.get("url")) or first_text(rated.get("@id"))
    return Rating(" ".join(types_of(rated)), first_text(rating.get("ratingValue"))[:20], votes[:20], address[:CLIP])


def rating_shown(html: str, scripts: Sequence[Script]) -> bool:
    """Whether the markup beside its code has a word of ratings; asked only where one is declared."""
    markup = without_code(html, list(scripts))
    for script in scripts:
        if script.is_json_ld and script.text.strip():
            markup = markup.replace(script.text, " ")
    markup = markup.lower().replace("preview", "")
    return any(sign in markup for sign in _SIGNS)
