"""What users write into comments and reviews is not our recommendation, and spammers know that many forget to say so.

Blocks count whose class or id names them, as comment-list or review-text; social networks and the like are left out.
"""

from collections.abc import Iterator

from audit.outside import outgoing_check, outside_links
from audit.registry import Evidence, Options, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    return outside_links(page.url, page.facts.outgoing.users)


check = outgoing_check(
    id="ugc-link-followed",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh='评论里的外链没有 nofollow',
        en='A link that users wrote is followed',
    ),
    message=Text(
        zh='{label} 里的“{anchor}”指向 {target}，没有 ugc 或 nofollow',
        en='“{anchor}” in {label} leads to {target} without ugc or nofollow',
    ),
    why=Text(
        zh='没有标注的用户链接会招来群发的垃圾评论，还等于替陌生网站作保。',
        en='Unmarked links of users draw spam comments, and vouch for strangers.',
    ),
    fix=Text(
        zh='开发：输出评论和评价时，给外链统一加 rel="ugc nofollow"；编辑：删掉垃圾评论。',
        en='Developer: add rel="ugc nofollow" to links where comments and reviews are printed. Editor: remove spam comments.',
    ),
    avoid=Text(
        zh='不要只在提交时检查，旧评论也要处理。',
        en='Do not treat new comments only: the old ones stay.',
    ),
    verify=Text(
        zh='看网页源代码里评论链接的 rel。',
        en='Look at the rel of such a link in the source.',
    ),
    before='<div class="comment"><a href="https://spam.example/">',
    after='<div class="comment"><a rel="ugc nofollow" href="https://spam.example/">',
    rule=rule,
    good=('<main><div class="comment-list"><a rel="ugc nofollow" href="https://partner.example.net/">张三</a></div></main>', '<main><div class="review-text"><a href="/tea">the tea</a></div><p><a href="https://partner.example.net/">Partner of our reviews</a></p></main>'),
    bad=('<main><ol class="commentlist"><li>好茶 <a href="https://partner.example.net/">点这里</a></li></ol></main>', '<main><div class="review-text">Nice <a href="https://partner.example.net/">look</a></div></main>'),
)  # fmt: skip
