-- Markup and headers -----------------------------------------------------------------------------

create table document_facts (                    -- what the markup says; unchanged documents share a row
    hash  blob primary key,                      -- documents.hash
    facts text not null                          -- json by theme, defaults left out (crawler/facts)
) strict, without rowid;

create table header_sets (                       -- pages that are served alike share a row
    header_set_id integer primary key,
    hash          blob not null unique,
    headers       text not null                  -- json: lower-case name -> value; validators "*", cookies without values
) strict;

alter table pages add column header_set_id integer;
alter table pages add column text_hash integer;  -- 64 bits of main text without white space and case; null: no text

-- Target keywords on pages and in the market ------------------------------------------------------

create table keyword_places (                    -- where a target keyword stands, for each page that has it anywhere
    run_id         integer not null,
    term_id        integer not null,
    url_id         integer not null,
    in_title       integer not null default 0,   -- 1 or 0, like the next six
    in_h1          integer not null default 0,
    in_description integer not null default 0,
    in_intro       integer not null default 0,   -- in the first 100 Han characters or 100 words of main text, h1 left out
    in_url         integer not null default 0,   -- in the decoded path or query
    in_alt         integer not null default 0,   -- in the alt text of an image of the page
    in_text        integer not null default 0,   -- in main text
    anchors        integer not null default 0,   -- other pages of the site that link here with it in the anchor
    first_at       integer,                      -- visible characters of main text before the first hit; null: no hit
    prominence     real not null default 0,      -- mean of 1 - position / L, 0..1
    placement      real not null default 0,      -- weighted sum of the places, 0..1 (docs/keywords.md)
    link_strength  real,                         -- share of the site's pages with a lower PageRank, 0..1; null: links not computed
    relevance      real not null default 0,      -- of this page for this keyword within its site, 0..1 (docs/keywords.md)
    primary key (run_id, term_id, url_id)
) strict, without rowid;

alter table competition add column placement real; -- mean of the best and the average page's placement, 0..1; null: older result
alter table competition add column link_strength real; -- of the strongest page, 0..1; null: no page, or links not computed
alter table competition add column words integer; -- of the strongest page; null: no page
alter table competition add column strength real; -- of the site for this keyword, 0..100 (docs/keywords.md)

create table keyword_competition (               -- how hard a target keyword is in the crawled market
    run_id      integer not null,                -- run of the target
    term_id     integer not null,
    rivals      integer not null,                -- competitors compared
    present     integer not null,                -- of them with a page that has the keyword
    partial     integer not null,                -- of them crawled incompletely
    competition real,                            -- 0..100; null: no competitor was crawled
    own         real not null,                   -- strength of the own site, 0..100
    verdict     text not null check (verdict in ('winnable', 'even', 'hard', 'not-judged')),
    primary key (run_id, term_id)
) strict, without rowid;

create table keyword_map (                       -- which page should rank for a target keyword
    run_id      integer not null,
    term_id     integer not null,
    origin      text not null check (origin in ('config', 'proposed')),
    url_id      integer,                         -- page of the configuration, else the proposed one; null: none
    best_url_id integer,                         -- indexable page with the highest relevance; null: none
    verdict     text not null check (verdict in ('right', 'weak', 'other', 'missing', 'none')),
    primary key (run_id, term_id)
) strict, without rowid;

create table keyword_rivals (                    -- pages of one site that compete for the same term
    run_id   integer not null,
    term_id  integer not null,
    url_id   integer not null,
    place    integer not null,                   -- 1: the page proposed to keep the term
    in_title integer not null,                   -- 1 or 0
    in_h1    integer not null,                   -- 1 or 0
    focus    real not null,                      -- share of the title's or h1's part that is the term, 0..1
    relevance real not null,                     -- of the page for the term, 0..1
    link_strength real,                          -- share of the site's pages with a lower PageRank, 0..1; null: links not computed
    primary key (run_id, term_id, url_id)
) strict, without rowid;

create table keyword_gaps (                      -- terms that one side of the market aims pages at and the other does not
    run_id       integer not null,               -- run of the target
    term_id      integer not null,
    kind         text not null check (kind in ('gap', 'weak', 'lead')),
    ordinal      integer not null,               -- from 0 in its kind, the largest gap first
    rivals       integer not null,               -- competitors with the term in title or h1
    rival_heads  integer not null,               -- their pages with it in title or h1
    rival_pages  integer not null,               -- their pages that have it among their best terms, title or h1
    rival_share  real not null,                  -- mean share of a competitor's pages with it in title or h1, 0..1
    own_heads    integer not null,               -- own pages with it in title or h1
    own_pages    integer not null,               -- own pages that have it among their best terms, title or h1
    own_share    real not null,                  -- share of the own pages with it in title or h1, 0..1
    best_url_id  integer not null,               -- strongest page: of a competitor, or the own one for 'lead'
    primary key (run_id, term_id)
) strict, without rowid;

-- Hubs, components, anchors and lost links ---------------------------------------------------------

alter table page_graph add column hub real;              -- HITS: share of all hub weight, 0..1; null: computed by an older version
alter table page_graph add column authority real;        -- HITS: share of all authority weight, 0..1; null: likewise
alter table page_graph add column strong_component integer; -- pages that reach each other by followed links; 1: the largest; null: no page
alter table page_graph add column strong_size integer;   -- pages in it
alter table page_graph add column weak_component integer; -- pages connected by followed links of any direction; 1: the largest; null: no page
alter table page_graph add column weak_size integer;     -- pages in it
alter table page_graph add column dead_end integer not null default 0; -- 1: a page without a followed link to another page
alter table page_graph add column inlinks_editorial integer not null default 0; -- of inlinks, pages with an editorial link: in main text and not repeated
alter table page_graph add column outlinks_editorial integer not null default 0; -- of outlinks, distinct targets of editorial links
alter table page_graph add column outlinks_nofollow integer not null default 0; -- of outlinks, internal targets that every link or the page marks nofollow

create table anchor_profiles (                   -- the texts of the links that lead to a URL of the site
    run_id           integer not null,
    url_id           integer not null,           -- the target; links of a page to itself are left out
    anchors          integer not null,           -- distinct anchors: normalised, the empty one included
    uses             integer not null,           -- distinct (linking page, anchor) pairs
    uses_editorial   integer not null,           -- of them with an editorial link
    empty            integer not null,           -- uses without text
    generic          integer not null,           -- uses that say nothing of the target: 点击这里, more ...
    entropy          real not null,              -- formula F-13 over uses, bits; 0: always the same anchor
    entropy_editorial real,                      -- the same over editorial uses; null: none
    primary key (run_id, url_id)
) strict, without rowid;

create table page_anchors (                      -- the 20 anchors by which most pages link to a URL
    run_id          integer not null,
    url_id          integer not null,            -- the target
    place           integer not null,            -- from 1, the commonest first
    anchor_id       integer not null,            -- the commonest spelling on the site
    pages           integer not null,            -- pages that link with it
    pages_editorial integer not null,            -- of them with an editorial link
    kind            text not null check (kind in ('text', 'empty', 'generic')),
    primary key (run_id, url_id, place)
) strict, without rowid;

create table external_domains (                  -- where the links of the site's pages lead outside
    run_id     integer not null,
    domain     text not null,                    -- registrable domain; host where there is none
    hosts      integer not null,                 -- distinct hosts of it
    targets    integer not null,                 -- distinct URLs of it
    links      integer not null,                 -- <a> links, every one counted
    pages      integer not null,                 -- pages with one of them
    followed   integer not null,                 -- of links: neither link nor page says nofollow
    nofollow   integer not null,                 -- of links: link or page says nofollow
    sponsored  integer not null,                 -- of links: rel has sponsored
    ugc        integer not null,                 -- of links: rel has ugc
    editorial  integer not null,                 -- of links: in main text and not repeated
    repeated   integer not null,                 -- of links: (target, anchor) on half or more of the pages
    example_id integer not null,                 -- the page nearest to the start with such a link
    target_id  integer not null,                 -- where that link leads
    primary key (run_id, domain)
) strict, without rowid;

create table link_leaks (                        -- internal links that do not lead straight to where they should
    run_id     integer not null,
    kind       text not null check (kind in ('nofollow', 'redirect', 'canonical')),
    target_id  integer not null,                 -- the URL linked to
    final_id   integer,                          -- end of the redirects, or the canonical; null: nofollow
    hops       integer not null default 0,       -- redirects until there
    links      integer not null,                 -- <a> links, every one counted
    pages      integer not null,                 -- pages with one of them
    editorial  integer not null,                 -- of pages: with an editorial one
    example_id integer not null,                 -- the page nearest to the start with such a link
    primary key (run_id, kind, target_id)
) strict, without rowid;

-- Sitemap files -----------------------------------------------------------------------------------

alter table sitemaps add column origin text not null default ''; -- where its address stands: config, robots, index, guess; empty: older run
alter table sitemaps add column size_bytes integer not null default 0; -- read, after decompression
alter table sitemaps add column faults text not null default '{}'; -- json: entries by code relative, too-long, unusable; 1 for namespace, encoding
alter table sitemaps add column examples text not null default '{}'; -- json: the first three addresses of each of these codes
alter table sitemap_urls add column listed integer not null default 1; -- entries with this address, in all files
alter table sitemap_urls add column also_id integer; -- sitemaps.sitemap_id of another file that lists it; null: none

-- What older versions computed lacks the new numbers: a command that needs them computes them first.
delete from stages where stage in ('links', 'keywords', 'audit');
