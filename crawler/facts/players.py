"""Films and sound of other services, played in a frame of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 5
CLIP = 200  # characters of an address
# Beginnings of the addresses that the services give out for embedding, behind the scheme and www.
_SERVICES = (
    ("youtube.com/embed/", "YouTube"),
    ("youtube-nocookie.com/embed/", "YouTube"),
    ("player.vimeo.com/video/", "Vimeo"),
    ("player.bilibili.com/", "bilibili"),
    ("bilibili.com/blackboard/html5mobileplayer.html", "bilibili"),
    ("player.youku.com/", "优酷"),
    ("v.qq.com/", "腾讯视频"),
    ("open.iqiyi.com/developer/player", "爱奇艺"),
    ("player.video.iqiyi.com/", "爱奇艺"),
    ("tudou.com/programs/view/", "土豆"),
    ("open.douyin.com/player/", "抖音"),
    ("ixigua.com/iframe/", "西瓜视频"),
    ("tiktok.com/embed", "TikTok"),
    ("dailymotion.com/embed/", "Dailymotion"),
    ("facebook.com/plugins/video", "Facebook"),
    ("fast.wistia.net/embed/", "Wistia"),
    ("open.spotify.com/embed", "Spotify"),
    ("w.soundcloud.com/player", "SoundCloud"),
    ("music.163.com/outchain/player", "网易云音乐"),
)

Player = tuple[str, str]  # service, address as written


def players(elements: Elements) -> tuple[Player, ...]:
    """The first five; frames that a script fills later are known by their data-src."""
    found = []
    for frame in [*elements["iframe"], *elements["embed"]][:100]:
        address = collapse(frame.attr("src") or "")
        if not address or address.startswith("about:"):
            address = collapse(frame.attr("data-src") or "")
        bare = address.lower().removeprefix("https:").removeprefix("http:").removeprefix("//").removeprefix("www.")
        service = next((name for start, name in _SERVICES if bare.startswith(start)), "")
        if service:
            found.append((service, address[:CLIP]))
    return tuple(found[:MAX_KEPT])
