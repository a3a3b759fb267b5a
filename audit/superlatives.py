"""Absolute terms of Chinese advertising, and the many harmless uses of the same characters.

《广告法》 article 9 names 国家级, 最高级 and 最佳 and others like them; which others is for the authorities to say. Here stand
those that they have objected to again and again when said of the goods for sale: of all, the first, the only, the top.
What the characters mean elsewhere (第一步, 最近, 顶级域名, 全国最低工资) is told by what stands around them. Claims that name
their source and year, goals, negations, questions, comparisons within one shop, names and quotations are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_TEXT = 20_000  # characters read
MARGIN = 10  # characters quoted before and behind
# One of these is in every text that holds a term.
_SIGNS = ("最", "第一", "顶级", "顶尖", "极品", "绝无仅有", "国家级", "唯一", "O.1", "o.1", "P1", "P 1", "p1", "p 1")

_SCOPE = "(?:全网|全国|全球|全世界|世界|全行业|行业|业内|同行业|国内|全中国|中国|亚洲|全市|全城|全省|同城|市场|史上|有史以来)"
# Counting, not boasting: the first of a row, or names.
_COUNTED = (
    "(?![一二三四五六七八九十百〇零0-9]|[步章次个家批条部大高长届座位名代任种所台线季期本轮人例件款份只支颗架艘辆枚页行层栋号排节课讲场站集"
    r"回卷封张篇版眼天周月年季]|时间|阶段|产业|世界|书记|夫人|历史|手|村|镇|城|县|楼|峰|关|医|中学|小学|大学|届|财经|百货|机床|重型|汽车|[^的，,、\s]{0,4}[厂馆院])"
)
_PEOPLE = "团队|大师|专家|教练|选手|球员|运动员|厨师|名厨|主厨|律师|设计师|艺术家|工程师|科学家|学者|人物|高手|人才|医生|名医|玩家"
_PLACES = "学府|大学|高校|学院|期刊|杂志|赛事|联赛|球队|俱乐部|会议|峰会|论坛|机构|实验室|医院|投行|基金|乐团|乐队|掠食"
_TREE = "域|目录|类目|分类|菜单|页面|节点|命名|对象|元素|作用|栏目|标题|评论|导航|进程|父|权限|语句|模块|包|窗口|容器|属性|函数|变量|表达式|配置项|会员|URL|文档|文件|摘要|字段|列表|声明"
_GOODS = "品质|质量|产品|商品|品牌|水准|享受|体验|配方|好茶|好酒|名茶|名酒|美味|原料|面料|材质"
_TERMS = re.compile(
    rf"{_SCOPE}(?:价格)?最(?:低价?(?!标准|工资|气温|温|限|保护|点|水平|消费|海拔|生活|潮|值|纬)|便宜|优惠|划算|实惠"
    r"|好(?!玩)|优质?(?!秀|化|解|控)|佳(?!球员|影片|雇主|导演|男|女|学)|强(?!音|者|大脑)|先进(?!的?集体)|高级(?!别)|高端|专业|权威|安全|正宗|畅销|热销)"
    rf"|{_SCOPE}第一{_COUNTED}"
    rf"|(?:销量|销售额?|人气|口碑|好评|热销|热卖|市场占有率|市占率|市场份额|排名)(?:全网|全国|全球|行业)?(?:排名)?第一{_COUNTED}"
    r"|第一品牌|绝无仅有"
    rf"|{_SCOPE}唯一(?!性|标识|标志|编号|码|序列|身份|的?\s?ID|键|一|仅存|现存|的(?:儿|女|机会|办法|出路))|唯一指定(?!.{{0,2}}[页号])"
    rf"|国家级的?(?:{_GOODS})(?!.{{0,5}}(?:检|监|奖|认证|标准|中心|工程|基地|追溯|安全))"
    rf"|最高级的?(?:{_GOODS})|最佳的?(?:{_GOODS}|供应商|厂家|价格|性价比|之选|选择|礼物|礼品)(?!.{{0,4}}(?:奖|提名|入围|榜|方案|格式|理论|算法))"
    r"|最先进的?(?:技术|设备|工艺|科技|设计|生产线|仪器|制造|材料|加工)"
    rf"|顶级(?!.{{0,2}}(?:{_TREE}|{_PEOPLE}|{_PLACES}))|顶尖(?!.{{0,2}}(?:级|儿|{_PEOPLE}|{_PLACES}))"
    r"|极品(?!飞车|家丁|公子|亲戚|婆婆|邻居|前任|保镖|装备|属性|[男女])"
    rf"|(?:{_SCOPE}|销量)(?:NO\.?\s?1|TOP\s?1)(?![0-9])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！!；;？?\n]")
_QUOTED = re.compile(
    r"《[^《》\n]{0,60}》|“[^“”\n]{0,60}”|「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|\"[^\"\n]{0,60}\"|【[^【】\n]{0,20}(?:说明|声明|公告)】"
)
# Sentences that speak of the law, ask, or name their source.
_SPARED = re.compile(
    r"广告法|极限词|极限用语|绝对化|违禁|禁用词|敏感词|[？?吗]|怎样|怎么|如何|哪[些个种款家里]|什么|是不是|谁"
    r"|数据来源|资料来源|据[^，。]{1,20}(?:统计|数据|报告|调查|监测|显示|认证)|欧睿|尼尔森|沙利文|吉尼斯|截至"
)
_DENIED = re.compile(
    r"(?:不是|并非|不敢|没有|不求|未必|不一定|不承诺|不保证|拒绝|无需|不必|不等于|不代表|绝非|而非|不做|不再|不追求"
    r"|追求|力求|力争|争取|努力|致力|目标|愿景|希望|梦想|争创|成为|迈向|做到|奔向|当选|荣获|获评?|评为|入选"
    r"|本店|本系列|系列[中里]|全系|自家|店内|店里|我家|本品牌)[^，,。]{0,10}\Z"
)
_NAMES = re.compile(
    r"[^，,。、\s]{0,6}(?:公司|集团|工厂|制造厂|医院|中学|小学|大学|学院|研究院|研究所|银行|出版社|奖|大赛|大会|锦标赛|称号|头衔|商标)"
)


class Claim(NamedTuple):
    """An absolute term, and the words around it."""

    term: str
    quote: str


def claims(text: str) -> list[Claim]:
    """The absolute terms of a text, in their order; the same term once."""
    text = text[:MAX_TEXT]
    found: dict[str, Claim] = {}
    if any(sign in text for sign in _SIGNS):
        plain = _QUOTED.sub(_blank, text)  # quotations may hold several sentences
        for start, end in _spans(plain):
            if any(sign in plain[start:end] for sign in _SIGNS) and not _SPARED.search(text[start:end]):
                for match in _in_sentence(plain[start:end]):
                    quote = text[max(start, start + match.start() - MARGIN) : min(end, start + match.end() + MARGIN)]
                    found.setdefault(match.group(), Claim(match.group(), quote.strip()))
    return list(found.values())


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence; a question keeps its mark."""
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _in_sentence(sentence: str) -> Iterator[re.Match[str]]:
    for match in _TERMS.finditer(sentence):
        denied = _DENIED.search(sentence[max(0, match.start() - 20) : match.start()])
        if not denied and not _NAMES.match(sentence, match.end()):
            yield match


def _blank(match: re.Match[str]) -> str:
    return "〃" * len(match.group())
