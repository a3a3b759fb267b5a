"""What the scores mean, in sentences that need no knowledge of the field."""

from __future__ import annotations

from configs.text import Text
from reports.model import ReportModel
from reports.numbers import band, decimal, percent
from reports.parts import Score

BANDS = {
    "excellent": Text(
        zh="网站的技术和内容状况优秀：搜索引擎能读到、看懂绝大部分网页，剩下的是细节。",
        en="The site is in excellent shape: search engines can read and understand nearly all pages; what is left are details.",
    ),
    "good": Text(
        zh="网站的状况良好：搜索引擎能读到、看懂大部分网页，但有几处在白白丢分。",
        en="The site is in good shape: search engines can read and understand most pages, yet a few things lose points for nothing.",
    ),
    "fair": Text(
        zh="网站的状况一般：不少网页搜索引擎读不到、看不懂，或不会收录，顾客就难以从搜索找到它们。",
        en="The site is in fair shape: engines cannot read, understand or index a good part of the pages, so customers will hardly find these by searching.",
    ),
    "poor": Text(
        zh="网站的状况较差：有根本的问题挡住了搜索引擎，先解决它们，别的努力才有用。",
        en="The site is in poor shape: basic problems keep search engines out; until they are solved, other efforts help little.",
    ),
    "none": Text(zh="还没有审核，说不了好坏。", en="Not audited yet, so nothing can be said."),
}


def meaning(model: ReportModel) -> tuple[Text, ...]:
    """Up to five sentences: the whole, the cap, the pages, the weakest and the strongest axis."""
    o = model.overview
    said = [BANDS[band(o.total.value)]]
    if o.cap:
        said.append(Text(zh=f"总分被一件事压住了：{o.cap.zh}。", en=f"One thing holds the score down: {o.cap.en}."))
    if o.health.value is not None:
        said.append(_pages(o.health.value))
    said += _ends([axis for axis in o.axes if axis.value is not None])
    unknown = [axis.name for axis in o.axes if axis.value is None]
    if unknown and o.total.value is not None:
        said.append(
            Text(
                zh=f"没有判断、也不计入总分：{'、'.join(one.zh for one in unknown)}。",
                en=f"Not judged and not part of the score: {', '.join(one.en.lower() for one in unknown)}.",
            )
        )
    return tuple(said)


def _pages(health: float) -> Text:
    """The share of pages without an error as people say it."""
    shown = percent(health)
    return Text(
        zh=f"{shown} 的网页能被收录，而且没有任何错误级的问题。",
        en=f"{shown} of the pages can be indexed and have no error at all.",
    )


def _ends(axes: list[Score]) -> list[Text]:
    ranked = sorted(axes, key=lambda axis: axis.value or 0.0)
    if len(ranked) < 2 or decimal(ranked[0].value, 0) == decimal(ranked[-1].value, 0):
        return []
    weak, strong = ranked[0], ranked[-1]
    return [
        Text(
            zh=f"最弱的是“{weak.name.zh}”（{decimal(weak.value, 0)} 分，占总分 {percent(weak.weight, 0)}），最强的是“{strong.name.zh}”（{decimal(strong.value, 0)} 分）。",
            en=f"Weakest is “{weak.name.en}” ({decimal(weak.value, 0)}, {percent(weak.weight, 0)} of the total), strongest “{strong.name.en}” ({decimal(strong.value, 0)}).",
        )
    ]
