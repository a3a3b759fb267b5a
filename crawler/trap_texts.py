"""What each kind of trap is and what to do about it, in both languages."""

from __future__ import annotations

from configs.text import Text

TRAPS = {
    "segments": Text(
        zh="路径层级过深（超过 20 段）。多半是相对链接写错，每点一次就多一层。请改用以“/”开头的链接，并让不存在的路径返回 404。",
        en="The path has more than 20 segments, mostly because of a relative link that adds one with every click. Use links that begin with “/” and answer paths that do not exist with 404.",
    ),
    "repeating": Text(
        zh="同一路径段出现三次以上，路径在原地打转。请改用以“/”开头的链接，并让不存在的路径返回 404。",
        en="A path segment occurs three times or more: the path goes round in circles. Use links that begin with “/” and answer paths that do not exist with 404.",
    ),
    "growing": Text(
        zh="路径越接越长：相对链接在任意目录下都能打开，显示的仍是原来的内容。请改用以“/”开头的链接，让不存在的路径返回 404；修好之前可用 exclude 排除。",
        en="Paths grow: relative links are answered in any folder and show what stands elsewhere already. Use links that begin with “/”, answer paths that do not exist with 404; until then leave them out with exclude.",
    ),
    "facets": Text(
        zh="筛选条件任意组合，网址无穷无尽。请只保留值得收录的单项筛选页，其余组合用 robots.txt 禁止抓取，或改成不产生链接的筛选；canonical 指向未筛选的列表。",
        en="Filters combine without end. Keep the pages of single filters that deserve to be found, forbid the combinations in robots.txt or filter without links, and let canonical point to the list without filters.",
    ),
    "calendar": Text(
        zh="日历可以一直翻到过去和将来，多数日期没有内容。请只给有内容的日期加链接，空日期返回 404 或 noindex，并在 robots.txt 中禁止抓取其余日期。",
        en="The calendar goes on into past and future, mostly with nothing on its pages. Link only to dates that have something, answer empty ones with 404 or noindex, and forbid the rest in robots.txt.",
    ),
    "sessions": Text(
        zh="网址里带会话标识，每次访问都产生新网址，内容却一样。请改用 Cookie 保存会话；抓取时把这个参数写进 strip_params，站点上给页面加 canonical。",
        en="The address carries a session id: every visit makes new addresses of the same pages. Keep sessions in a cookie; name the parameter in strip_params for the crawl, and give the pages a canonical.",
    ),
    "pagination": Text(
        zh="翻页没有尽头：超过最后一页仍返回 200，并继续给出下一页。请让超出范围的页码返回 404，最后一页不再链接下一页。",
        en="The list has no last page: numbers past its end are answered with 200 and link to the next. Answer them with 404, and link to no further page from the last one.",
    ),
    "duplicates": Text(
        zh="大量网址显示同一份内容，而且不断链接出新网址，常见于“软 404”。请让不存在的地址返回 404，重复的地址用 canonical 或 301 指向唯一的一个；抓取时可用 exclude 排除。",
        en="Many addresses show one and the same content and link to ever more of them, as soft 404s do. Answer what does not exist with 404, lead duplicates to one address by canonical or 301; for the crawl, exclude them.",
    ),
}  # fmt: skip
