"""Garbled text means that a page was decoded or saved in the wrong encoding: nobody can read or find it.

Title, description and visible text; scripts and code are left out.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

LEAST = {"replacement": 1, "twice": 1, "latin": 2, "gbk": 3}  # places that are no accident
FEW = 3  # up to here a character was cut in two, rather than a page misread


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    found = [(kind, places) for kind, places in page.facts.garbled.counts if places >= LEAST.get(kind, 1)]
    if found:
        places = sum(count for _, count in found)
        yield {
            "kinds": [kind for kind, _ in found],
            "places": places,
            "sample": page.facts.garbled.sample,
            "charset": page.charset,
            "severity": "warning" if places < FEW and found[0][0] == "replacement" else "error",
        }


check = PageCheck(
    id="mojibake",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.8",
    title=Text(zh="网页上有乱码", en="A page shows garbled text"),
    message=Text(
        zh="{places} 处{kinds}（按 {charset} 读取）：{sample}",
        en="{places} places with {kinds} (read as {charset}): {sample}",
    ),
    words={
        "replacement": Text(zh="无法解码的字符 �", en="characters that cannot be decoded (�)"),
        "twice": Text(zh="锟斤拷一类的乱码", en="text decoded twice (GBK)"),
        "latin": Text(zh="Ã© 一类的乱码", en="UTF-8 read as Latin"),
        "gbk": Text(zh="UTF-8 当成 GBK 的乱码", en="UTF-8 read as GBK"),
    },
    why=Text(
        zh="乱码谁也看不懂，引擎收录的也是乱码，这些词搜不到；显得网站无人打理。",
        en="Nobody can read it, and engines index what they see: nobody can find it either. It makes the shop look abandoned.",
    ),
    fix=Text(
        zh="开发：文件、数据库、模板统一用 UTF-8，声明与实际一致；截断字符串按字符而不是按字节；编辑：重新录入已经坏掉的文字。",
        en="Developer: use UTF-8 for files, database and templates, declare what is sent, and cut strings by characters, not bytes. Editor: type broken texts anew.",
    ),
    avoid=Text(zh="不要只改编码声明，坏掉的数据不会自己恢复。", en="Do not just change the declaration: broken data stay broken."),
    verify=Text(zh="用浏览器打开网址，看不到“�”和怪字。", en="Open the page: no � and no strange characters."),
    before="<p>锟斤拷锟斤拷紫砂壶</p>",
    after="<p>宜兴紫砂壶</p>",
    matters=Matters.INDEXING,
    source="https://www.w3.org/International/questions/qa-what-is-encoding",
    rule=rule,
    needs=frozenset({"facts"}),
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>水温八十度…café，naïve，Übung，“茶”</p>",
        "<p>Tea at 80 °C, café crème</p>",
        "<p>烫烫的茶</p>",
    ),
    bad=(
        "<p>锟斤拷锟斤拷一把好用的茶壶</p>",
        "<p>一把好用的茶壶\ufffd\ufffd\ufffd怎样挑选</p>",
        "<p>CafÃ© crÃ¨me and teapots</p>",
        "<p>ä¸€æŠŠå¥½ç”¨çš„èŒ¶å£¶ for the whole family and guests</p>",
        "<p>涓€鎶婂ソ鐢ㄧ殑鑼跺６銆傛偍鐨勫０锛屽ソ鐢ㄧ殑銆傛湁锛屽ソ鐨�</p>",
    ),
)  # fmt: skip
