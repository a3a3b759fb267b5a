"""Domains that stand in few networks are often of one owner: a network of sites made for links.

Only domains whose address the tool tells count; twenty at least. Hosts and CDNs gather strangers, too, so it is a hint."""

from audit.backlinks import ENOUGH, applies, backlink_check, found
from audit.example_backlinks import assessed
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option
from configs.text import Text

check = backlink_check(
    id="backlink-ip-few",
    module=__name__,
    title=Text(
        zh="外链 IP 段集中",
        en="Low IP-block diversity",
    ),
    message=Text(
        zh="{domains} 个已知 IP 的域名只在 {blocks} 个 /24 网段里：比值 {ratio}（下限 {limit}）",
        en="{domains} domains with a known address stand in {blocks} /24 blocks: a ratio of {ratio} (at least {limit})",
    ),
    why=Text(
        zh="许多来源挤在少数网段，往往是同一拨人的站群，引擎会把它们当成一家，甚至忽略。",
        en="Where many sources share few networks they are often one owner's, and engines take them as one, or ignore them.",
    ),
    fix=Text(
        zh="运营：用 xunlu sql 按 v_backlinks.ip 分组，看是不是同一批站群；自己建的或买的，停掉。",
        en="Marketing: group v_backlinks.ip with xunlu sql and see whether it is a network; stop it if you made or bought it.",
    ),
    avoid=Text(
        zh="同一家云主机或 CDN 上的正常网站不用管，更不要急着拒绝链接。",
        en="Leave honest sites on one host or CDN alone, and do not disavow in haste.",
    ),
    applies=applies(f"figures ->> '$.ip_domains' >= {ENOUGH}"),
    options={"min_ratio": Option(0.5, "blocks/domains")},
    sql=found(
        f"figures ->> '$.ip_domains' >= {ENOUGH} and figures ->> '$.block_ratio' < :min_ratio",
        "'domains', figures ->> '$.ip_domains', 'blocks', cast(round((figures ->> '$.block_ratio') * (figures ->> '$.ip_domains')) as integer),"
        " 'ratio', round(figures ->> '$.block_ratio', 2), 'limit', :min_ratio",
    ),
    confidence=0.5,
    good=Example(TEAHOUSE, backlinks=assessed(block_ratio=0.5)),
    bad=Example(TEAHOUSE, backlinks=assessed(block_ratio=0.2)),
)
