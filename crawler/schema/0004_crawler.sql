-- How a run was crawled -----------------------------------------------------------------------------

alter table runs add column mode text not null default 'spider'; -- spider, list, sitemap, page
alter table runs add column device text not null default 'any'; -- whose marks the user agent bore: any, desktop, mobile
alter table runs add column bytes integer;       -- of bodies received while crawling; null: older run
alter table runs add column base_run_id integer; -- run against which pages were asked for changes; null: none

alter table frontier add column rank integer not null default 0; -- place among the URLs of its template; 0: not sampled
drop index frontier_pending;
create index frontier_pending on frontier (run_id, source, rank, depth, url_id) where state = 0;

-- What a page is, further ---------------------------------------------------------------------------

alter table pages add column etag text;          -- as sent; null: none
alter table pages add column last_modified text; -- as sent; null: none
alter table pages add column not_modified integer not null default 0; -- 1: answered 304, facts are those of an earlier run
alter table pages add column challenge text;     -- whose challenge page came instead: cloudflare, aliyun ...; null: none
alter table pages add column simhash integer;    -- signed 64 bits of main text: near duplicates differ in few bits; null: no text

create table extracts (                          -- custom extraction
    run_id  integer not null,
    url_id  integer not null,
    name    text not null,                       -- of the rule
    ordinal integer not null,                    -- order on the page, from 0
    value   text not null,                       -- at most 10,000 characters
    primary key (run_id, url_id, name, ordinal)
) strict, without rowid;

create table resources (                         -- files and external addresses that were asked for, on request
    run_id       integer not null,
    url_id       integer not null,
    kind         text not null check (kind in ('image', 'style', 'script', 'external')),
    pages        integer not null,               -- pages that refer to it
    example_id   integer not null,               -- one of them
    method       text not null default '',       -- HEAD or GET: what the answer is to; empty: not asked
    status       integer,                        -- of the first answer; null: none
    error        text,                           -- timeout, refused, dns, tls, robots, blocked ...; why not asked, or no answer
    content_type text not null default '',
    size_bytes   integer,                        -- as declared or received; null: not known
    ms           integer,                        -- request sent to end of headers
    final_id     integer,                        -- where redirects ended; null: none
    final_status integer,                        -- of that address
    hops         integer not null default 0,     -- redirects until there
    primary key (run_id, url_id)
) strict, without rowid;

create table traps (                             -- endless parts of a site that the crawl gave up
    run_id     integer not null,
    kind       text not null,                    -- facets, calendar, sessions, pagination, duplicates, growing, repeating, segments
    template   text not null,                    -- as a person recognises it: /list?color&size
    example_id integer not null,                 -- a URL of it
    seen       integer not null,                 -- URLs asked for before it was given up
    refused    integer not null default 0,       -- URLs not asked for since
    primary key (run_id, kind, template)
) strict, without rowid;

create table agents (                            -- what robots.txt says to known crawlers about the start URL
    run_id  integer not null,
    host_id integer not null,
    agent   text not null,
    kind    text not null check (kind in ('search', 'ai')),
    allowed integer not null,                    -- 1 or 0
    own     integer not null,                    -- 1: robots.txt has a group for it
    line    integer not null,                    -- that decided; 0: none
    rule    text not null,
    primary key (run_id, host_id, agent)
) strict, without rowid;
