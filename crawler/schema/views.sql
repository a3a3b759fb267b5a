-- The public views: documented in docs/data-model.md, stable, what every later stage and every user reads.

create view v_runs as
select
    r.run_id,                                    -- run
    s.name as site,                              -- name of the site
    r.role,                                      -- target or competitor
    r.status,                                    -- running, complete, partial, interrupted, failed
    r.reason,                                    -- why it ended: finished, max-pages, time-limit, signal, unreachable, robots, no-pages ...
    r.started,                                   -- UTC, ISO 8601
    r.finished,                                  -- UTC, ISO 8601; null while running
    s.start_url,                                 -- absolute, normalised
    coalesce(r.crawled, (select count(*) from pages p where p.run_id = r.run_id and coalesce(p.error, '') not in ('robots', 'private', 'bad-port', 'host-down'))) -- crawler.causes.UNASKED
        as crawled,                              -- URLs asked for
    coalesce(r.html_pages, (select count(*) from pages p where p.run_id = r.run_id and p.is_html
        and p.status between 200 and 299)) as html_pages, -- of them HTML that answered 2xx
    coalesce(r.discovered, (select count(*) from frontier f where f.run_id = r.run_id))
        as discovered,                           -- URLs known, those not asked for included
    (select c.value from scores c where c.run_id = r.run_id and c.name = 'overall') as score, -- 0..100; null: not audited
    r.version,                                   -- of the program that crawled
    r.mode,                                      -- spider, list, sitemap, page
    r.device,                                    -- whose marks the user agent bore: any, desktop, mobile
    r.bytes,                                     -- of bodies received; null: older run
    r.base_run_id,                               -- run against which pages were asked for changes; null: none
    r.pruned                                     -- UTC; when its pages, links and findings were removed; null: all is there
from runs r
join sites s on s.site_id = r.site_id;

create view v_pages as
select
    p.run_id,                                    -- run
    s.name as site,                              -- name of the site
    r.role,                                      -- target or competitor
    u.url,                                       -- absolute, normalised
    p.status,                                    -- HTTP status; null: no response
    p.error,                                     -- why there is no usable response
    p.content_type,                              -- without parameters
    g.depth,                                     -- clicks from the start URLs; null: no followable path, or links not computed
    p.title,                                     -- text of the first title element
    p.title_width,                               -- display columns (Han = 2)
    p.description,                               -- first meta description with text
    p.description_width,                         -- display columns
    p.h1,                                        -- first h1 with text
    c.url as canonical,                          -- absolute; null: none
    p.robots,                                    -- meta robots and named-bot metas
    p.x_robots,                                  -- X-Robots-Tag
    t.indexable_reason is 'ok' as indexable,     -- 1 or 0
    t.indexable_reason,                          -- ok, status, not-html, unread, noindex, canonicalised, disallowed, incomplete; null: crawl unfinished
    p.lang,                                      -- html lang
    t.page_type,                                 -- home, category, product, article, account, legal, other, or a configured type
    m.template,                                  -- URL template: /products/*
    p.han_chars,                                 -- Han characters of main text
    p.latin_words,                               -- Latin words of main text
    w.words,                                     -- jieba and Latin words of main text; null: keywords not computed
    p.visible_chars,                             -- visible characters without white space
    p.size_bytes,                                -- body after decompression
    p.ttfb_ms,                                   -- time to first byte
    p.download_ms,                               -- time to last byte
    g.inlinks,                                   -- internal pages that link here
    g.inlinks_followed,                          -- of them without nofollow
    g.outlinks,                                  -- distinct link targets
    g.pagerank,                                  -- share, 0..1
    g.pagerank_editorial,                        -- share on editorial links, 0..1
    g.hub,                                       -- HITS: share of hub weight, 0..1
    g.authority,                                 -- HITS: share of authority weight, 0..1
    g.strong_component,                          -- pages that reach each other by followed links; 1: the largest
    g.weak_component,                            -- pages connected in any direction; 1: the largest
    g.dead_end,                                  -- 1: no followed link leads on to another page
    g.inlinks_editorial,                         -- pages with an editorial link here: in main text, not repeated
    g.outlinks_editorial,                        -- distinct targets of its editorial links
    g.outlinks_nofollow,                         -- internal targets that it links to with nofollow only
    g.in_degree,                                 -- pages with a followed link here, redirects followed
    g.out_degree,                                -- other pages that its followed links lead to
    g.reciprocal,                                -- of them, pages that link back
    g.betweenness,                               -- share of the shortest ways between pages that lead over it, 0..1
    g.community,                                 -- its topic silo (v_communities); null: only repeated links
    g.cut_off,                                   -- pages that no way from the start leads to without this one
    b.url as before,                             -- the page before it on a shortest path from the start URLs; null: a start, or no path
    d.url as redirect_to,                        -- Location of a redirect
    exists (select 1 from sitemap_urls x where x.run_id = p.run_id and x.url_id = p.url_id) as in_sitemap, -- 1 or 0
    p.is_html,                                   -- 1: the response was HTML
    p.truncated,                                 -- 1: the body is incomplete
    p.noindex,                                   -- 1: noindex or none
    p.charset,                                   -- decoded with
    p.charset_declared,                          -- by header or page
    p.images,                                    -- content images
    p.images_no_alt,                             -- of them without alt
    p.attempts,                                  -- requests made
    p.text_hash,                                 -- the same for pages with the same main text; null: no text
    p.etag,                                      -- as sent; null: none
    p.last_modified,                             -- as sent; null: none
    p.not_modified,                              -- 1: answered 304, the facts are those of an earlier run
    p.challenge,                                 -- whose challenge page came instead of the page; null: none
    p.simhash,                                   -- 64 bits of main text; near duplicates differ in few; null: no text
    p.url_id                                     -- key of the internal tables
from pages p
join runs r on r.run_id = p.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = p.url_id
left join page_states t on t.run_id = p.run_id and t.url_id = p.url_id
left join templates m on m.template_id = t.template_id
left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
left join page_words w on w.run_id = p.run_id and w.url_id = p.url_id
left join urls c on c.url_id = p.canonical_id
left join urls d on d.url_id = p.redirect_to_id
left join urls b on b.url_id = g.before_id;

create view v_links as
select
    p.run_id,                                    -- run
    s.name as site,                              -- name of the site
    a.url as source,                             -- page the link stands on
    b.url as target,                             -- absolute, normalised
    case l.kind when 0 then 'a' when 1 then 'canonical' when 2 then 'alternate' when 3 then 'next' when 4 then 'prev'
        when 5 then 'image' when 6 then 'frame' else 'refresh' end as kind, -- a, canonical, alternate, next, prev, image, frame, refresh
    n.text as anchor,                            -- anchor text, alt text or language code
    trim(iif(l.rel & 1, 'nofollow ', '') || iif(l.rel & 2, 'sponsored ', '') || iif(l.rel & 4, 'ugc ', '')
        || iif(l.rel & 8, 'noopener ', '')) as rel, -- those of nofollow, sponsored, ugc, noopener it has
    case l.position when 0 then 'main' when 1 then 'nav' when 2 then 'header' when 3 then 'footer' when 4 then 'aside'
        else 'head' end as position,             -- where on the page: main, nav, header, footer, aside, head
    exists (select 1 from run_hosts h where h.run_id = p.run_id and h.host_id = b.host_id) as internal, -- 1: to a host of the site
    iif(exists (select 1 from stages g where g.run_id = p.run_id and g.stage = 'links'),
        exists (select 1 from link_roles o where o.run_id = p.run_id and o.template_id in (0, coalesce(t.template_id, 0))
            and o.target_id = l.target_id and o.anchor_id = l.anchor_id),
        null) as repeated,                       -- 1: boilerplate, on half or more of the pages; null: links not computed
    l.ordinal,                                   -- order in the document
    p.url_id as source_id,                       -- key of the internal tables
    l.target_id                                  -- key of the internal tables
from pages p
join runs r on r.run_id = p.run_id
join sites s on s.site_id = r.site_id
join links l on l.link_set_id = p.link_set_id
join urls a on a.url_id = p.url_id
join urls b on b.url_id = l.target_id
join anchors n on n.anchor_id = l.anchor_id
left join page_states t on t.run_id = p.run_id and t.url_id = p.url_id;

create view v_findings as
select
    f.run_id,                                    -- run
    s.name as site,                              -- name of the site
    f.check_id,                                  -- id of the check
    k.area,                                      -- area of the checklist
    f.severity,                                  -- error, warning, notice, info
    u.url,                                       -- the page; for links their source; for the site its start URL
    m.template,                                  -- URL template of that page
    f.fingerprint,                               -- the same finding in another run has the same
    f.evidence,                                  -- json: the values the verdict rests on
    f.url_id                                     -- key of the internal tables
from findings f
join runs r on r.run_id = f.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = f.url_id
join check_runs k on k.run_id = f.run_id and k.check_id = f.check_id
left join page_states t on t.run_id = f.run_id and t.url_id = f.url_id
left join templates m on m.template_id = t.template_id;

create view v_accepted as
select
    a.run_id,                                    -- run
    s.name as site,                              -- name of the site
    a.check_id,                                  -- id of the check
    k.area,                                      -- area of the checklist
    a.severity,                                  -- error, warning, notice, info
    u.url,                                       -- the page; for links their source; for the site its start URL
    m.template,                                  -- URL template of that page
    a.reason,                                    -- why somebody lets it stand
    a.until,                                     -- last day on which it stands, YYYY-MM-DD
    a.fingerprint,                               -- the same finding in another run has the same
    a.evidence,                                  -- json: the values the verdict rests on
    a.url_id                                     -- key of the internal tables
from accepted a
join runs r on r.run_id = a.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = a.url_id
join check_runs k on k.run_id = a.run_id and k.check_id = a.check_id
left join page_states t on t.run_id = a.run_id and t.url_id = a.url_id
left join templates m on m.template_id = t.template_id;

create view v_checks as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.check_id,                                  -- id of the check
    k.area,                                      -- area of the checklist
    k.severity,                                  -- its usual level
    k.scope,                                     -- page, link or site
    k.state,                                     -- passed, failed, not-judged, crashed
    k.reason,                                    -- why not judged or crashed
    k.applicable,                                -- pages it applies to
    k.failing,                                   -- pages with a finding
    coalesce((select sum(e.points) from score_entries e where e.run_id = k.run_id and e.check_id = k.check_id), 0.0)
        as points                                -- points of 100 it costs
from check_runs k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id;

create view v_tasks as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.check_id,                                  -- id of the check
    k.area,                                      -- area of the checklist
    k.severity,                                  -- its usual level
    k.scope,                                     -- page, link or site
    k.failing,                                   -- pages with a finding
    coalesce((select sum(e.points) from score_entries e where e.run_id = k.run_id and e.check_id = k.check_id), 0.0)
        as points,                               -- points of 100 it costs
    case
        when m.done is null then 'open'
        when k.run_id <= m.after then 'done'
        when k.state = 'failed' then iif(exists (
            select 1 from check_runs o join runs q on q.run_id = o.run_id
            where q.site_id = r.site_id and o.check_id = k.check_id and o.run_id > m.after and o.run_id < k.run_id
                and q.status = 'complete' and (o.state = 'passed' or o.reason = 'nothing-applies')
                and not exists (select 1 from findings f join pages p on p.run_id = o.run_id and p.url_id = f.url_id
                    where f.run_id = m.seen and f.check_id = k.check_id and (p.status is null or p.truncated
                        or p.status in (401, 403, 407, 429) or p.status >= 500))
        ), 'back', 'still')
        when exists (select 1 from accepted a where a.run_id = k.run_id and a.check_id = k.check_id) then 'accepted'
        when r.status = 'complete' and (k.state = 'passed' or k.reason = 'nothing-applies')
            and not exists (select 1 from findings f join pages p on p.run_id = k.run_id and p.url_id = f.url_id
                where f.run_id = m.seen and f.check_id = k.check_id and (p.status is null or p.truncated
                    or p.status in (401, 403, 407, 429) or p.status >= 500)) then 'fixed'
        else 'unchecked'
    end as state,                                -- open; done: said to be; after a later crawl fixed, still, back, accepted, unchecked
    m.done,                                      -- UTC, ISO 8601; when somebody said that it is fixed; null: nobody did
    coalesce(m.note, '') as note                 -- of a person
from check_runs k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
left join task_marks m on m.site_id = r.site_id and m.check_id = k.check_id
where k.state = 'failed' or (m.done is not null and k.run_id > m.after);

create view v_keywords as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    u.url,                                       -- the page
    t.term,                                      -- normalised for matching
    k.count,                                     -- hits in main text
    k.density_chars,                             -- formula A: n * len(term) / L, 0..1
    k.density_hits,                              -- formula B: n / L, 0..1
    k.density_tokens,                            -- formula C: tokens of the hits / content tokens, 0..1
    k.in_title,                                  -- 1 or 0
    k.in_h1,                                     -- 1 or 0
    k.in_description,                            -- 1 or 0
    k.prominence,                                -- mean of 1 - position / L, 0..1
    k.tfidf,                                     -- against the pages of the same run
    exists (select 1 from keyword_targets x where x.run_id = k.run_id and x.term_id = k.term_id) as target, -- 1: a target keyword
    k.url_id                                     -- key of the internal tables
from page_terms k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.url_id
join terms t on t.term_id = k.term_id;

create view v_redirects as
select
    d.run_id,                                    -- run
    s.name as site,                              -- name of the site
    u.url,                                       -- where the chain starts
    d.hop,                                       -- from 1
    d.status,                                    -- HTTP status of this hop
    b.url as target,                             -- where this hop leads
    a.url as at,                                 -- URL that answered at this hop
    d.url_id                                     -- key of the internal tables
from redirects d
join runs r on r.run_id = d.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = d.url_id
join urls a on a.url_id = d.at_id
join urls b on b.url_id = d.target_id;

create view v_keyword_places as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    t.term,                                      -- target keyword, normalised for matching
    u.url,                                       -- the page
    k.in_title,                                  -- 1 or 0
    k.in_h1,                                     -- 1 or 0
    k.in_description,                            -- 1 or 0
    k.in_intro,                                  -- 1: in the first 100 Han characters or 100 words of main text
    k.in_url,                                    -- 1: in path or query
    k.in_alt,                                    -- 1: in an alt text
    k.in_text,                                   -- 1: in main text
    k.anchors,                                   -- other pages that link here with it in the anchor
    k.first_at,                                  -- visible characters before the first hit; null: no hit
    k.prominence,                                -- mean of 1 - position / L, 0..1
    k.placement,                                 -- weighted sum of the places, 0..1
    k.link_strength,                             -- share of pages with a lower PageRank, 0..1; null: links not computed
    k.relevance,                                 -- of the page for the keyword, 0..1
    k.url_id                                     -- key of the internal tables
from keyword_places k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join terms t on t.term_id = k.term_id
join urls u on u.url_id = k.url_id;

create view v_keyword_map as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    t.term,                                      -- target keyword
    k.origin,                                    -- config or proposed
    k.verdict,                                   -- right, weak, other, missing, none
    u.url,                                       -- page that should rank; null: none
    p.relevance,                                 -- of that page, 0..1
    b.url as best_url,                           -- indexable page with the highest relevance; null: none
    q.relevance as best_relevance,               -- of that page, 0..1
    k.url_id                                     -- key of the internal tables
from keyword_map k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join terms t on t.term_id = k.term_id
left join urls u on u.url_id = k.url_id
left join urls b on b.url_id = k.best_url_id
left join keyword_places p on p.run_id = k.run_id and p.term_id = k.term_id and p.url_id = k.url_id
left join keyword_places q on q.run_id = k.run_id and q.term_id = k.term_id and q.url_id = k.best_url_id;

create view v_keyword_labels as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    t.term,                                      -- target keyword
    x.origin,                                    -- config or guessed
    k.intent,                                    -- of the searcher: buy, compare, inform, navigate, none
    k.modifier,                                  -- the word that tells the intent; '' = none
    k.tokens,                                    -- content tokens
    k.han,                                       -- Han characters
    h.term as head,                              -- the longest shorter target within; null: none
    k.long_tail,                                 -- 1: long, and a shorter target within
    k.tier,                                      -- core, second, long-tail
    k.pages,                                     -- pages that have it in main text, title or h1
    k.reach,                                     -- share of the site's HTML pages, 0..1
    k.breadth,                                   -- broad, narrow; '' = neither
    u.url,                                       -- page that should rank; null: none
    p.page_type,                                 -- its type; null: none
    k.tier || '/' || coalesce(p.page_type, '') in ('core/home', 'second/category', 'second/list', 'long-tail/product', 'long-tail/article') as fits, -- 1: where the pyramid wants the tier
    m.url_id                                     -- key of the internal tables
from keyword_labels k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join terms t on t.term_id = k.term_id
join keyword_targets x on x.run_id = k.run_id and x.term_id = k.term_id
left join terms h on h.term_id = k.head_id
left join keyword_map m on m.run_id = k.run_id and m.term_id = k.term_id
left join urls u on u.url_id = m.url_id
left join page_states p on p.run_id = k.run_id and p.url_id = m.url_id;

create view v_keyword_standing as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    t.term,                                      -- target keyword
    u.url,                                       -- the page that should rank for it; of core terms the home pages, too
    k.fits,                                      -- 1: the page is written in the keyword's script, or has it in title or h1
    k.words,                                     -- json: content tokens of the keyword
    k.title_words,                               -- of them in the title
    k.title_han,                                 -- Han characters of the title before the keyword; null: not in the title
    k.title_latin,                               -- Latin words of the title before it; null: not in the title
    k.h1_words,                                  -- content tokens of the keyword in h1
    k.description_hits,                          -- hits in the meta description
    k.intro_han,                                 -- Han characters of main text before the first hit, h1 left out; null: no hit
    k.intro_latin,                               -- Latin words before it; null: no hit
    k.first_paragraph,                           -- 1: the first hit lies in the first paragraph or before it
    k.windows,                                   -- places of main text with all content tokens close together
    k.url_form,                                  -- of the path: home, keyword, pinyin, words, none
    k.images,                                    -- images in main text
    k.alts,                                      -- of them with an alt text
    k.alts_with,                                 -- of them with the keyword in it
    k.alts_same,                                 -- of those, the most different images with one and the same alt text
    k.alts_distinct,                             -- distinct alt texts with the keyword
    k.strong_hits,                               -- hits in bold main text; null: HTML not kept
    k.strong_share,                              -- share of main text that is bold, 0..1; null: HTML not kept
    k.heading_hits,                              -- h2 to h6 with the keyword; null: HTML not kept
    k.url_id                                     -- key of the internal tables
from keyword_standing k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join terms t on t.term_id = k.term_id
join urls u on u.url_id = k.url_id;

create view v_keyword_related as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    t.term,                                      -- target keyword
    x.term as related,                           -- a term that goes with it on the site's pages
    k.ordinal,                                   -- from 0, the closest first
    k.pages,                                     -- pages of the site with both; of large sites in a sample
    k.pmi,                                       -- pointwise mutual information, bits
    k.present                                    -- 1: on the page that should rank for the keyword; null: no such page
from keyword_related k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join terms t on t.term_id = k.term_id
join terms x on x.term_id = k.related_id;

create view v_keyword_rivals as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    t.term,                                      -- what the pages compete for
    k.place,                                     -- 1: the page proposed to keep the term
    u.url,                                       -- the page
    k.in_title,                                  -- 1 or 0
    k.in_h1,                                     -- 1 or 0
    k.focus,                                     -- share of the title's or h1's part that is the term, 0..1
    k.relevance,                                 -- of the page for the term, 0..1
    k.link_strength,                             -- share of pages with a lower PageRank, 0..1; null: links not computed
    exists (select 1 from keyword_targets x where x.run_id = k.run_id and x.term_id = k.term_id) as target, -- 1: a target keyword
    k.url_id                                     -- key of the internal tables
from keyword_rivals k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join terms t on t.term_id = k.term_id
join urls u on u.url_id = k.url_id;

create view v_keyword_gaps as
select
    k.run_id,                                    -- run of the target
    t.term,                                      -- normalised for matching
    k.kind,                                      -- gap: no own page aims at it; weak: few do; lead: only own pages do
    k.ordinal,                                   -- from 0 in its kind, the largest first
    k.rivals,                                    -- competitors with it in title or h1
    k.rival_heads,                               -- their pages with it in title or h1
    k.rival_pages,                               -- their pages that have it among their best terms, title or h1
    k.rival_share,                               -- mean share of a competitor's pages with it in title or h1, 0..1
    k.own_heads,                                 -- own pages with it in title or h1
    k.own_pages,                                 -- own pages that have it among their best terms, title or h1
    k.own_share,                                 -- share of the own pages with it in title or h1, 0..1
    u.url as best_url                            -- strongest page: of a competitor, or the own one for lead
from keyword_gaps k
join terms t on t.term_id = k.term_id
join urls u on u.url_id = k.best_url_id;

create view v_competition as
select
    k.run_id,                                    -- run of the target
    t.term,                                      -- target keyword
    s.name as site,                              -- site compared, the own one included
    k.site_run_id = k.run_id as own,             -- 1: the own site
    k.strength,                                  -- of the site for the keyword, 0..100
    k.pages,                                     -- pages with it in main text, title, h1 or description
    k.title_pages,                               -- of them with it in the title
    k.h1_pages,                                  -- of them with it in h1
    k.html_pages,                                -- pages judged
    k.placement,                                 -- mean of the best and the average page's placement, 0..1
    k.link_strength,                             -- of the strongest page, 0..1; null: no page, or links not computed
    k.words,                                     -- of the strongest page
    k.bm25,                                      -- of the site's best page by BM25, idf of the whole market; null: no page
    k.text_match,                                -- that as a share of what any number of hits could reach, 0..1; null: no page
    k.fresh,                                     -- of the strongest page, 0..1, halved with every year of age; null: no date
    u.url as best_url,                           -- strongest page
    c.competition,                               -- of the keyword in the market, 0..100; null: no competitor
    c.own as own_strength,                       -- strength of the own site, 0..100
    c.verdict,                                   -- winnable, even, hard, not-judged
    k.site_run_id                                -- run of that site
from competition k
join terms t on t.term_id = k.term_id
join runs r on r.run_id = k.site_run_id
join sites s on s.site_id = r.site_id
left join urls u on u.url_id = k.best_url_id
left join keyword_competition c on c.run_id = k.run_id and c.term_id = k.term_id;

create view v_keyword_topics as
select
    k.run_id,                                    -- run of the target
    k.topic,                                     -- from 1, the one with the largest voice in the market first
    t.term as name,                              -- its strongest term
    k.terms,                                     -- terms in it
    k.pages as market_pages,                     -- pages of all sites with one of them in title or h1
    s.name as site,                              -- site compared, the own one included
    h.site_run_id = k.run_id as own,             -- 1: the own site
    h.pages,                                     -- pages of this site with one of them in title or h1
    h.voice,                                     -- sum of the weights of these pages (docs/keywords.md)
    h.share,                                     -- of the voice of all sites, 0..1
    h.site_run_id                                -- run of that site
from keyword_topics k
join terms t on t.term_id = k.term_id
join keyword_topic_shares h on h.run_id = k.run_id and h.topic = k.topic
join runs r on r.run_id = h.site_run_id
join sites s on s.site_id = r.site_id;

create view v_keyword_topic_terms as
select
    k.run_id,                                    -- run of the target
    k.topic,                                     -- its number in v_keyword_topics
    k.place,                                     -- from 1, the strongest term first
    t.term,                                      -- normalised for matching
    k.pages,                                     -- pages of all sites with it in title or h1
    k.voice                                      -- sum of their weights for this term
from keyword_topic_terms k
join terms t on t.term_id = k.term_id;

create view v_anchors as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    u.url,                                       -- where the links lead
    k.place,                                     -- from 1, the commonest anchor first; at most 20
    n.text as anchor,                            -- the commonest spelling on the site
    k.kind,                                      -- text, empty, or generic: it says nothing of the target
    k.pages,                                     -- pages that link with it
    k.pages_editorial,                           -- of them with an editorial link: in main text, not repeated
    k.url_id                                     -- key of the internal tables
from page_anchors k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.url_id
join anchors n on n.anchor_id = k.anchor_id;

create view v_anchor_profiles as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    u.url,                                       -- where the links lead
    k.anchors,                                   -- distinct anchors, normalised
    k.uses,                                      -- distinct (linking page, anchor) pairs
    k.uses_editorial,                            -- of them with an editorial link
    n.text as top_anchor,                        -- the commonest
    t.pages as top_pages,                        -- pages that link with it
    k.empty,                                     -- uses without text
    k.generic,                                   -- uses that say nothing of the target
    k.entropy,                                   -- formula F-13, bits; 0: always the same anchor
    k.entropy_editorial,                         -- the same over editorial links; null: none
    k.url_id                                     -- key of the internal tables
from anchor_profiles k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.url_id
left join page_anchors t on t.run_id = k.run_id and t.url_id = k.url_id and t.place = 1
left join anchors n on n.anchor_id = t.anchor_id;

create view v_external_domains as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.domain,                                    -- registrable domain; host where there is none
    k.hosts,                                     -- distinct hosts of it
    k.targets,                                   -- distinct URLs of it
    k.links,                                     -- <a> links, every one counted
    k.pages,                                     -- pages with one of them
    k.followed,                                  -- of links: neither link nor page says nofollow
    k.nofollow,                                  -- of links: link or page says nofollow
    k.sponsored,                                 -- of links: rel has sponsored
    k.ugc,                                       -- of links: rel has ugc
    k.editorial,                                 -- of links: in main text and not repeated
    k.repeated,                                  -- of links: on half or more of the pages
    u.url as example,                            -- the page nearest to the start with such a link
    t.url as target                              -- where that link leads
from external_domains k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.example_id
join urls t on t.url_id = k.target_id;

create view v_link_leaks as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.kind,                                      -- nofollow, redirect, canonical
    t.url as target,                             -- the URL linked to
    f.url as final,                              -- end of the redirects, or the canonical; null: nofollow
    p.status as final_status,                    -- what that answers; null: not asked, or nofollow
    k.hops,                                      -- redirects until there
    k.links,                                     -- <a> links, every one counted
    k.pages,                                     -- pages with one of them
    k.editorial,                                 -- of pages: with an editorial one
    e.url as example,                            -- the page nearest to the start with such a link
    k.share,                                     -- of all authority that goes to these links, 0..1; null: older run
    k.target_id                                  -- key of the internal tables
from link_leaks k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls t on t.url_id = k.target_id
join urls e on e.url_id = k.example_id
left join urls f on f.url_id = k.final_id
left join pages p on p.run_id = k.run_id and p.url_id = k.final_id;

create view v_link_graphs as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.pages,                                     -- HTML pages with status 200
    k.links,                                     -- followed links between them, parallel ones once
    k.reciprocity,                               -- share of these links whose target links back; null: no links
    k.sampled,                                   -- pages from which betweenness was counted; as many as pages: exact
    k.communities,                               -- topic silos
    k.modularity,                                -- of the silos: links within them beyond chance; null: none
    k.folder_level,                              -- folders of a URL that fit the silos best; 0: no silos
    k.folder_rand,                               -- adjusted Rand index of silos and folders: 1 the same, 0 as by chance
    k.folder_purity                              -- share of pages in the commonest folder of their silo, 0..1
from link_graphs k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id;

create view v_communities as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.community,                                 -- from 1, the largest first
    k.pages,                                     -- its pages
    k.inside,                                    -- links from one of its pages to another, repeated ones left out
    k.leaving,                                   -- links to pages of other silos
    k.entering,                                  -- links from pages of other silos
    k.pagerank,                                  -- share of all authority, 0..1
    u.url as strongest,                          -- its page with the highest PageRank
    k.folder,                                    -- the commonest folder of its URLs
    k.folder_pages                               -- pages in that folder
from link_communities k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.strongest_id;

create view v_link_flow as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.from_type,                                 -- page type that links
    k.kind,                                      -- page, or why nobody gets it: nofollow, external, broken, file, unread, dead-end
    k.to_type,                                   -- page type linked to; empty: no page
    k.links,                                     -- distinct pairs of page and target
    k.share,                                     -- of all authority, 0..1; sums to 1 over the run
    k.redirected,                                -- of share, through redirects only
    k.canonicalised                              -- of share, to pages whose canonical is another URL
from link_flow k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id;

create view v_page_types as
select
    p.run_id,                                    -- run
    s.name as site,                              -- name of the site
    coalesce(t.page_type, '') as page_type,      -- home, category, product, article, account, legal, other, or a configured type
    count(*) as pages,                           -- HTML pages with status 200
    sum(g.pagerank) as pagerank,                 -- share of all authority, 0..1
    sum(g.pagerank_editorial) as pagerank_editorial, -- the same on editorial links
    avg(g.pagerank) * sum(count(*)) over (partition by p.run_id) as strength, -- authority of its average page; 1: as the site's
    avg(g.in_degree) as in_degree,               -- linking pages of its average page
    avg(g.depth) as depth,                       -- click depth of its average page that has one
    sum(g.depth is null) as unreached            -- pages that no path leads to
from pages p
join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
join runs r on r.run_id = p.run_id
join sites s on s.site_id = r.site_id
left join page_states t on t.run_id = p.run_id and t.url_id = p.url_id
where p.is_html and p.status = 200
group by p.run_id, coalesce(t.page_type, '');

create view v_rankings as
select
    s.name as site,                              -- name of the site
    k.engine,                                    -- google, baidu, bing ...
    k.day,                                       -- ISO 8601 date for which it holds
    k.shown as keyword,                          -- as written in the imported table
    nullif(k.page, '') as page,                  -- absolute, normalised; null: the table names none
    k.position,                                  -- 1 is first; a mean may lie between
    k.clicks,                                    -- null: not in the table
    k.impressions,                               -- null: not in the table
    k.position - lag(k.position) over (partition by k.site_id, k.engine, k.keyword, k.page order by k.day)
        as change                                -- since the day before in the store; below 0 is a gain; null: none before
from rankings k
join sites s on s.site_id = k.site_id;

create view v_keyword_figures as
select
    s.name as site,                              -- name of the site
    k.engine,                                    -- google, baidu, bing ...
    k.day,                                       -- ISO 8601 date for which they hold
    k.shown as keyword,                          -- as written in the imported table
    k.keyword as term,                           -- normalised for matching
    k.volume,                                    -- searches, or the tool's index of searches; null, as below: in no table
    nullif(k.period, '') as period,              -- of volume: day or month; null: the table does not say
    k.results,                                   -- result pages the engine tells
    k.intitle,                                   -- results with the keyword in the title
    k.ads,                                       -- ads on the result page, or companies that bid
    k.bid,                                       -- price of a click, in the tool's currency
    k.difficulty,                                -- the tool's own score, 0..100
    k.strong_share,                              -- strong domains among the first ten results, 0..1
    k.home_share,                                -- home pages among the first results, 0..1
    k.inexact,                                   -- sum of 1, 2, 4 ... for those of the eight figures that stand for a range or a bound
    k.volume * k.volume / nullif(k.results, 0) as kei -- F-02: searches squared / results; compare inside one engine, day and period
from keyword_figures k
join sites s on s.site_id = k.site_id;

create view v_backlinks as
select
    s.name as site,                              -- name of the site linked to; of one that was never crawled its domain
    k.source,                                    -- linking page; empty: the tool lists domains only
    d.domain,                                    -- registrable domain of the linking page
    nullif(k.target, '') as target,              -- page linked to; null: the tool names none
    k.anchor,                                    -- anchor text; null: the tool names none
    k.kind,                                      -- of the anchor: brand, money, url, generic, empty, other; empty: unknown
    case when k.rel is null then null else (k.rel & 7) = 0 end as followed, -- 1: no nofollow, sponsored, ugc; null: the tool does not say
    k.title,                                     -- of the linking page
    k.relevant,                                  -- 1: title or anchor have a term of the site; null: nothing to judge by
    k.signs,                                     -- of manipulation, separated by spaces
    k.first_seen,                                -- date, by the tool
    k.last_seen,                                 -- date, by the tool
    k.lost,                                      -- date, by the tool; null: not lost
    k.rating,                                    -- of the linking page, 0..100, by the tool's own measure
    nullif(k.ip, '') as ip,                      -- of the linking page
    k.links,                                     -- that the row stands for: more than 1 where domains are listed
    k.tool,                                      -- ahrefs, semrush, majestic, gsc, bing, baidu, other
    k.first_day,                                 -- date of the first import that has it
    k.last_day,                                  -- date of the last one
    k.counted,                                   -- 1: the row that stands for its pair of source and target
    c.state,                                     -- live, nofollow, moved, gone, blocked, unanswered; null: not verified
    c.checked                                    -- UTC, ISO 8601; when that was
from backlinks k
join linked_sites s on s.linked_id = k.linked_id
join backlink_domains d on d.domain_id = k.domain_id
left join backlink_checks c on c.linked_id = k.linked_id and c.pair = k.pair;

create view v_backlink_domains as
select
    s.name as site,                              -- name of the site linked to
    d.domain,                                    -- registrable domain that links
    max(sum(k.counted and k.source <> ''), max(iif(k.counted and k.source = '', k.links, 0))) as links, -- pairs of source and target, or what a list of domains says where that is more
    count(distinct nullif(k.target, '')) as targets, -- pages linked to
    max(k.rating) as rating,                     -- the highest of its pages
    sum(iif(k.counted, (k.rel & 7) = 0, null)) as followed, -- links without nofollow, sponsored, ugc; null: of none the tool says
    sum(k.counted and k.rel is not null) as told, -- links of which the tool says whether they are followed
    max(k.relevant) as relevant,                 -- 1: at least one page speaks of what the site sells; null: unknown
    sum(k.counted and k.signs <> '') as suspect, -- links with a sign of manipulation
    min(k.first_seen) as first_seen,             -- date
    max(k.last_seen) as last_seen,               -- date
    max(k.last_day) as last_day                  -- date of the last import that has it
from backlinks k
join linked_sites s on s.linked_id = k.linked_id
join backlink_domains d on d.domain_id = k.domain_id
group by k.linked_id, k.domain_id;

create view v_extracted as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    u.url,                                       -- the page
    k.name,                                      -- of the rule in [[sites.NAME.extract]]
    k.ordinal,                                   -- order on the page, from 0
    k.value,                                     -- what was found
    k.url_id                                     -- key of the internal tables
from extracts k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.url_id;

create view v_resources as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    u.url,                                       -- of the file or external address
    k.kind,                                      -- image, style, script, external
    k.status,                                    -- of the first answer; null: none
    k.error,                                     -- why it was not asked for, or gave no answer
    k.content_type,                              -- without parameters
    k.size_bytes,                                -- as declared or received; null: not known
    k.ms,                                        -- request sent to end of headers
    k.method,                                    -- HEAD or GET: what the answer is to; empty: not asked
    f.url as final,                              -- where redirects ended; null: none
    k.final_status,                              -- of that address
    k.hops,                                      -- redirects until there
    k.pages,                                     -- pages that refer to it
    e.url as example,                            -- one of them
    k.url_id                                     -- key of the internal tables
from resources k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.url_id
join urls e on e.url_id = k.example_id
left join urls f on f.url_id = k.final_id;

create view v_traps as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    k.kind,                                      -- facets, calendar, sessions, pagination, duplicates, growing, repeating, segments
    k.template,                                  -- /list?color&size
    u.url as example,                            -- a URL of it
    k.seen,                                      -- URLs asked for before it was given up
    k.refused                                    -- URLs not asked for since
from traps k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join urls u on u.url_id = k.example_id;

create view v_agents as
select
    k.run_id,                                    -- run
    s.name as site,                              -- name of the site
    h.host,                                      -- whose robots.txt
    k.agent,                                     -- name of the crawler
    k.kind,                                      -- search or ai
    k.allowed,                                   -- 1: it may fetch the start URL
    k.own,                                       -- 1: robots.txt has a group for it
    k.line,                                      -- of robots.txt that decided; 0: none
    k.rule                                       -- that line
from agents k
join runs r on r.run_id = k.run_id
join sites s on s.site_id = r.site_id
join hosts h on h.host_id = k.host_id;
