-- The sets of one run, defined once: run_pages > html_pages > indexable_pages. They live in the connection
-- (temp) and follow temp.current_run, so that a check names a set and never a run.

create temp table if not exists current_run (run_id integer not null);

create temp view if not exists run_pages as
select * from main.v_pages where run_id = (select run_id from temp.current_run);

-- Complete HTML pages that answered 2xx.
create temp view if not exists html_pages as
select * from temp.run_pages where is_html and status between 200 and 299 and not truncated;

create temp view if not exists indexable_pages as
select * from temp.run_pages where indexable;

-- <a> links between hosts of the site.
create temp view if not exists internal_links as
select * from main.v_links where run_id = (select run_id from temp.current_run) and internal and kind = 'a';

create temp view if not exists run_redirects as
select * from main.v_redirects where run_id = (select run_id from temp.current_run);

create temp view if not exists run_sitemap as
select x.url_id, u.url, x.lastmod, m.url as sitemap
from main.sitemap_urls x
join main.urls u on u.url_id = x.url_id
join main.sitemaps m on m.sitemap_id = x.sitemap_id
where x.run_id = (select run_id from temp.current_run);

-- Robots verdicts, by agent, of known internal URLs.
create temp view if not exists run_robots as
select x.url_id, u.url, x.agent, x.line, x.rule
from main.page_robots x
join main.urls u on u.url_id = x.url_id
where x.run_id = (select run_id from temp.current_run);

create temp view if not exists start_pages as
select p.* from temp.run_pages p where p.page_type = 'home';

-- URLs whose answer says something about the site: refusals of crawlers (403, 429), challenges and missing answers do not,
-- and healthy files that are no pages are nobody's fault or merit.
create temp view if not exists judged_urls as
select * from temp.run_pages
where status is not null and status not in (403, 429) and challenge is null
    and not (status between 200 and 299 and not is_html);

-- URLs that answer 4xx or 5xx, or not at all; refusals of crawlers (403, 429) left out.
create temp view if not exists broken_urls as
select * from temp.run_pages
where (status between 400 and 599 and status not in (403, 429) and challenge is null)
    or (status is null and error in ('timeout', 'refused', 'unreachable', 'dns', 'tls', 'tls-expired', 'tls-not-yet-valid',
        'tls-self-signed', 'tls-untrusted', 'tls-chain', 'tls-name', 'tls-revoked', 'tls-version', 'not-tls', 'reset',
        'closed', 'protocol', 'not-http', 'bad-status', 'bad-length', 'bad-transfer', 'header-flood', 'header-too-long'
        )); -- crawler.causes.UNANSWERED

-- What the markup of the run's complete HTML pages says, json by theme: json_extract(facts, '$.head.viewport').
create temp view if not exists page_facts as
select h.url_id, h.url, f.facts
from temp.html_pages h
join main.pages p on p.run_id = (select run_id from temp.current_run) and p.url_id = h.url_id
join main.document_facts f on f.hash = p.document_hash;

-- Response headers of the run's URLs, json: headers ->> '$.server'.
create temp view if not exists page_headers as
select p.url_id, h.headers
from main.pages p
join main.header_sets h on h.header_set_id = p.header_set_id
where p.run_id = (select run_id from temp.current_run);

-- Every reference of the run's pages: links, canonicals, alternates, images, frames; internal and external.
create temp view if not exists page_links as
select * from main.v_links where run_id = (select run_id from temp.current_run);

-- The page that a finding about the site hangs on: the home page with the shortest URL.
create temp view if not exists home_page as
select url_id, url from temp.start_pages order by length(url), url limit 1;

-- robots.txt of the host of the home page: what it answered, and its text.
create temp view if not exists home_robots as
select h.url_id, h.url, b.url as robots, b.status, b.error, b.body
from temp.home_page h
join main.probes b on b.run_id = (select run_id from temp.current_run) and b.kind = 'robots'
    and instr(h.url, substr(b.url, 1, length(b.url) - length('robots.txt'))) = 1;
