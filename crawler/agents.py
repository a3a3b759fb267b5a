"""Who reads robots.txt: crawlers of search engines and of AI services, and what their makers say of their names.

The names are those of the documents under ``source``. Where a service publishes none, the source is the address that
its crawler gives in its User-Agent, or a public directory of crawlers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from crawler.robots import Robots

Kind = Literal["search", "ai"]


@dataclass(frozen=True, slots=True)
class Agent:
    """A crawler: its name for people, the name a User-agent line calls it by, who runs it, and what for."""

    name: str
    token: str
    operator: str
    kind: Kind
    source: str


@dataclass(frozen=True, slots=True)
class AgentVerdict:
    """What robots.txt says to an agent of one URL; ``own``: a group names it, or the family its name begins with."""

    agent: Agent
    allowed: bool
    line: int  # 0 when no line decides
    rule: str
    own: bool


_GOOGLE = "https://developers.google.com/crawling/docs/crawlers-fetchers/google-common-crawlers"
_BAIDU = "https://www.baidu.com/search/spider.html"
_SOGOU = "https://www.sogou.com/docs/help/webmasters.htm"
_SO = "https://www.so.com/help/help_3_2.html"
_YANDEX = "https://yandex.com/support/webmaster/en/robot-workings/check-yandex-robots"
_OPENAI = "https://developers.openai.com/api/docs/bots"
_ANTHROPIC = "https://support.claude.com/en/articles/8896518"
_PERPLEXITY = "https://docs.perplexity.ai/guides/bots"
_APPLE = "https://support.apple.com/en-us/119829"
_META = "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers/"
_AMAZON = "https://developer.amazon.com/amazonbot"

# (operator, kind, source, names): name and token are the same for all of them.
_KNOWN: tuple[tuple[str, Kind, str, tuple[str, ...]], ...] = (
    ("Google", "search", _GOOGLE, ("Googlebot", "Googlebot-Image", "Googlebot-News", "Googlebot-Video")),
    ("Microsoft", "search", "https://www.bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0", ("bingbot",)),
    ("Baidu", "search", _BAIDU, ("Baiduspider", "Baiduspider-image", "Baiduspider-video", "Baiduspider-news")),
    ("Sogou", "search", _SOGOU, ("Sogou web spider", "Sogou inst spider")),
    ("360 Search", "search", _SO, ("360Spider", "HaosouSpider")),
    ("Shenma", "search", "https://zhanzhang.sm.cn/", ("YisouSpider",)),
    ("ByteDance", "search", "https://zhanzhang.toutiao.com/", ("Bytespider",)),
    ("Huawei", "search", "https://webmaster.petalsearch.com/site/petalbot", ("PetalBot",)),
    ("Yandex", "search", _YANDEX, ("YandexBot", "YandexImages")),
    ("Apple", "search", _APPLE, ("Applebot",)),
    ("DuckDuckGo", "search", "https://duckduckgo.com/duckduckgo-help-pages/results/duckduckbot", ("DuckDuckBot",)),
    ("OpenAI", "ai", _OPENAI, ("GPTBot", "OAI-SearchBot", "ChatGPT-User")),
    ("Anthropic", "ai", _ANTHROPIC, ("ClaudeBot", "Claude-SearchBot", "Claude-User")),
    ("Perplexity", "ai", _PERPLEXITY, ("PerplexityBot", "Perplexity-User")),
    ("Google", "ai", _GOOGLE, ("Google-Extended",)),
    ("Apple", "ai", _APPLE, ("Applebot-Extended",)),
    ("Common Crawl", "ai", "https://commoncrawl.org/ccbot", ("CCBot",)),
    ("Meta", "ai", _META, ("meta-externalagent", "meta-webindexer")),
    ("Amazon", "ai", _AMAZON, ("Amazonbot", "Amzn-SearchBot", "Amzn-User")),
    ("Mistral", "ai", "https://docs.mistral.ai/robots", ("MistralAI-User",)),
    ("DuckDuckGo", "ai", "https://duckduckgo.com/duckduckgo-help-pages/results/duckassistbot", ("DuckAssistBot",)),
    ("Zhipu AI", "ai", "https://chatglm.cn/", ("ChatGLM-Spider",)),
    ("Huawei", "ai", "https://knownagents.com/agents/pangubot", ("PanguBot",)),
    ("Moonshot AI", "ai", "https://knownagents.com/agents/kimi-user", ("Kimi-User",)),
)  # fmt: skip
KNOWN = tuple(
    Agent(name, name, operator, kind, source) for operator, kind, source, names in _KNOWN for name in names
)  # fmt: skip

# Names that are documented with spaces. RFC 9309 allows none in a product token and would read all of them as "sogou".
# https://www.sogou.com/docs/help/webmasters.htm lists web, inst, wap and plain; the others stand in logs and in robots.txt files.
SPACED = (
    "sogou web spider", "sogou inst spider", "sogou wap spider", "sogou pic spider", "sogou news spider",
    "sogou orion spider", "sogou spider2", "sogou spider", "sogou blog",
)  # fmt: skip

# Whose group a crawler follows when none names it, before that of all ("*").
FAMILIES: Mapping[str, tuple[str, ...]] = {
    # https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec (order of precedence for user agents)
    **dict.fromkeys(("googlebot-image", "googlebot-news", "googlebot-video"), ("googlebot",)),
    # https://yandex.com/support/webmaster/en/robot-workings/user-agent
    **dict.fromkeys(("yandexbot", "yandeximages"), ("yandex",)),
    # https://www.baidu.com/search/spider.html: each product has a name, all others are Baiduspider's
    **dict.fromkeys(("baiduspider-image", "baiduspider-video", "baiduspider-news"), ("baiduspider",)),
    # https://support.apple.com/en-us/119829: where Applebot is not named but Googlebot is, it does as Googlebot
    "applebot": ("googlebot",),
    # Sogou documents whole names; a line that says just "Sogou" means them all.
    **dict.fromkeys(SPACED, ("sogou",)),
}

# https://developers.google.com/crawling/docs/crawlers-fetchers/google-special-case-crawlers: these ignore "*"
NAMED_ONLY = frozenset({"adsbot-google", "adsbot-google-mobile", "apis-google", "mediapartners-google"})


def agent_verdicts(robots: Robots, url: str) -> list[AgentVerdict]:
    """What every known agent is told of ``url``, the start page as a rule, in the order of ``KNOWN``."""
    found = []
    for agent in KNOWN:
        verdict = robots.verdict(agent.token, url)
        followed = robots.follows(agent.token)
        own = bool(followed) and agent.token.lower().startswith(followed)  # Googlebot-Image in the group of Googlebot
        found.append(AgentVerdict(agent, verdict.allowed, verdict.line, verdict.rule, own))
    return found
