"""Words by which spam that others planted on a site is known."""

from __future__ import annotations

import re

# Gambling, lottery, adult, surrogacy, drugs: trades that plant links on hacked sites. No word here names an honest trade
# by itself: 棋牌桌 and 彩票 machines are sold in shops.
SPAM_WORDS = re.compile(
    r"博彩|赌场|赌博|百家乐|时时彩|北京赛车|六合彩|澳门(?:新)?葡京|真人娱乐|真人荷官|老虎机|电子游艺|体育投注|网上投注"
    r"|棋牌(?:游戏|平台|娱乐|官网)|彩票(?:平台|网站|投注|注册|开奖)|娱乐城|太阳城集团|皇冠(?:体育|现金网)|威尼斯人(?:娱乐|赌)"
    r"|色情|成人(?:电影|视频|小说|网站)|一夜情|援交|裸聊|AV(?:女优|在线)|代孕|供卵|办证刻章|迷药|枪支出售"
    r"|\b(?:online[ -])?casinos?\b|\bbaccarat\b|\bsports?[ -]?betting\b|\bslot (?:machines?|gacor|online)\b|\bjudi online\b"
    r"|\bpoker online\b|\bporn\w*\b|\bxxx (?:video|movie)s?\b|\bescort (?:girls?|services?)\b|\bsurrogacy (?:agency|price)\b"
    r"|\bviagra\b|\bcialis\b|\bpayday loans?\b",
    re.IGNORECASE,
)
# Links for sale, as their sellers and buyers call them.
LINK_TRADE = re.compile(
    r"出售(?:友情?)?(?:链接|友链|外链)|(?:友链|友情链接|外链|黑链|明链|单向链接)(?:出售|购买|买卖|交易平台|代发)"
    r"|(?:买|购买|买卖|代发)(?:友链|外链|黑链|友情链接)|黄金链|\b(?:buy|sell|selling|purchase) (?:text |back|dofollow )?links?\b"
    r"|\b(?:back)?links? for sale\b",
    re.IGNORECASE,
)


def spam_word(text: str) -> str:
    """The first such word in ``text``, or ""."""
    match = SPAM_WORDS.search(text)
    return match.group() if match else ""


def link_trade(text: str | None) -> str:
    """The first offer of links in ``text``, or ""."""
    match = LINK_TRADE.search(text or "")
    return match.group() if match else ""
