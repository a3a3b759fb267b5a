"""Words of shops that the dictionary of the engines lacks: 手机壳, 充电宝, 打底裤, in both scripts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from keywords.engines import EngineName
from keywords.segment import Segmenter, segmenter


@lru_cache(maxsize=1)
def shop_words() -> tuple[str, ...]:
    """The bundled words, in matching form."""
    lines = files("keywords").joinpath("data/words_shop.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def shop_segmenter(words: Iterable[str] = (), engine: EngineName = "rjieba") -> Segmenter:
    """The segmenter of the analysis: ``words`` of the user stay whole, words of shops are put together."""
    return segmenter(words, engine, shop_words())
