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
