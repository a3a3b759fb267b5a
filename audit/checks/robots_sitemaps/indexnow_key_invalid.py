"""IndexNow believes a message when the key in it stands in a file of the site; a file that fails makes every message void.

Judged where the configuration names the key. Nothing is sent. A type other than text/plain beside the right key is a
notice: the file is read all the same. What refuses crawlers or does not answer says nothing.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text
from crawler.probe_rows import Probe

INDEXNOW = "https://www.indexnow.org/documentation"
PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
FILE = "https://example.com/3f9a2c7e8b1d4056.txt"

check = SiteCheck(
    id="indexnow-key-invalid",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    scope="site",
    book="4.3.4",
    title=Text(zh="IndexNow 的密钥文件不对，推送会被拒绝", en="The key file of IndexNow is wrong, so messages are refused"),
    message=Text(zh="{file}：{fault}（{status}，{type}，{bytes} 字节）", en="{file}: {fault} ({status}, {type}, {bytes} bytes)"),
    words={
        "bad-key": Text(zh="密钥的长度或字符不合规定", en="the key has a wrong length or wrong characters"),
        "status": Text(zh="没有直接返回 200", en="does not answer 200 at once"),
        "content": Text(zh="内容不是这个密钥", en="its content is not the key"),
        "type": Text(zh="类型不是 text/plain", en="its type is not text/plain"),
        "": Text(zh="无", en="none"),
    },
    why=Text(
        zh="Bing 等引擎用这个文件确认消息来自网站本人。文件打不开或内容不符，推送全部无效，新品要等爬虫自己发现。Google 和百度不用 IndexNow。",
        en="Bing and others use this file to see that messages come from the site itself. If it fails, every message is void and new pages wait to be found. Google and Baidu take no part in IndexNow.",
    ),
    fix=Text(
        zh="开发：在网站根目录放“密钥.txt”，UTF-8 编码，只写密钥一行；服务器以 text/plain 直接返回，不经过跳转和前端路由。一次最多推送一万个网址。",
        en="Developer: put KEY.txt into the root, UTF-8, with the key as its only line; serve it as text/plain without redirects or front-end routing. A message may have ten thousand URLs at most.",
    ),
    avoid=Text(zh="不要频繁更换密钥，旧文件先留着。", en="Do not change the key often, and leave the old file for a while."),
    verify=Text(zh="curl -i 网址/密钥.txt，返回 200 和密钥。", en="curl -i URL/KEY.txt answers 200 and the key."),
    before="/3f9a2c7e8b1d4056.txt  404",
    after="/3f9a2c7e8b1d4056.txt  200  text/plain  3f9a2c7e8b1d4056",
    matters=Matters.INDEXING,
    source=INDEXNOW,
    view="run_pages",
    applies="select h.url_id from temp.home_page h join main.probes b on b.run_id = (select run_id from temp.current_run) and b.kind = 'indexnow' and (b.error = 'bad-key' or b.status not in (401, 403, 429, 503))",
    options={
        "min_key": Option(8, "characters", INDEXNOW),
        "max_key": Option(128, "characters", INDEXNOW),
        "max_urls": Option(10000, "URLs of one message", INDEXNOW),
    },
    sql="""
        with asked as (
            select b.url, b.status, b.error, b.body,
                substr(b.url, length(rtrim(b.url, replace(b.url, '/', ''))) + 1) as file
            from main.probes b where b.run_id = (select run_id from temp.current_run) and b.kind = 'indexnow'
        ),
        judged as (
            select *, lower(coalesce(body ->> '$.content_type', '')) as type, case
                when error = 'bad-key' or length(file) - 4 not between :min_key and :max_key or file glob '*[^A-Za-z0-9.-]*' then 'bad-key'
                when status is null or status in (401, 403, 429, 503) then null
                when status <> 200 then 'status'
                when not (body ->> '$.matches') then 'content'
                when lower(coalesce(body ->> '$.content_type', '')) not like 'text/plain%' then 'type' end as fault
            from asked
        )
        select h.url_id, json_object('file', j.url, 'fault', j.fault, 'status', coalesce(j.status, ''), 'type', j.type,
            'bytes', coalesce(j.body ->> '$.bytes', 0), 'max_urls', :max_urls) as evidence,
            iif(j.fault = 'type', 'notice', 'warning') as severity
        from temp.home_page h join judged j where j.fault is not null
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, probes=(Probe("indexnow", FILE, 200, body={"content_type": "text/plain; charset=utf-8", "bytes": 17, "matches": True}),)),
    bad=Example({"/": PAGE}, probes=(Probe("indexnow", FILE, 200, body={"content_type": "text/html", "bytes": 5120, "matches": False}),)),
    flags=frozenset({"/"}),
)  # fmt: skip
