-- Keywords and content -------------------------------------------------------------------------------------

create table keyword_labels (                    -- what kind of keyword a target is
    run_id    integer not null,
    term_id   integer not null,
    intent    text not null check (intent in ('buy', 'compare', 'inform', 'navigate', 'none')), -- of the searcher
    modifier  text not null,                     -- the word that tells the intent; '' = none
    tokens    integer not null,                  -- content tokens
    han       integer not null,                  -- Han characters
    head_id   integer,                           -- terms.term_id of the longest shorter target within; null: none
    long_tail integer not null,                  -- 1: three content tokens or six Han characters, and a shorter target within
    tier      text not null check (tier in ('core', 'second', 'long-tail')), -- of the pyramid
    pages     integer not null,                  -- pages that have it in main text, title or h1
    reach     real not null,                     -- share of the site's HTML pages, 0..1
    breadth   text not null check (breadth in ('', 'broad', 'narrow')), -- '' = neither
    primary key (run_id, term_id)
) strict, without rowid;

create table keyword_figures (                   -- what other tools measured of keywords, imported
    site_id      integer not null,
    engine       text not null,                  -- google, baidu, bing ...: whose searches and results
    day          text not null,                  -- ISO 8601 date for which they hold; figures of a day and engine are one set
    keyword      text not null,                  -- matching copy
    shown        text not null,                  -- the keyword as written
    period       text not null check (period in ('day', 'month', '')), -- of volume; empty: the table does not say
    volume       real,                           -- searches, or the tool's index of searches; null, as below: in no table
    results      real,                           -- result pages the engine tells
    intitle      real,                           -- results with the keyword in the title
    ads          real,                           -- ads on the result page, or companies that bid
    bid          real,                           -- price of a click, in the tool's currency
    difficulty   real,                           -- the tool's own score, 0..100
    strong_share real,                           -- strong domains among the first ten results, 0..1
    home_share   real,                           -- home pages among the first results, 0..1
    inexact      integer not null,               -- sum of 1, 2, 4 ... for those of the eight figures that stand for a range or a bound
    import_id    integer not null,               -- the last one
    primary key (site_id, engine, day, keyword)
) strict, without rowid;

create table keyword_topics (                    -- terms of the market that stand on the same pages, the largest first
    run_id  integer not null,                    -- run of the target
    topic   integer not null,                    -- from 1, the one with the largest voice first
    term_id integer not null,                    -- its strongest term, which names it
    terms   integer not null,                    -- terms in it
    pages   integer not null,                    -- pages of the market with one of them in title or h1
    voice   real not null,                       -- of the market: sum of the weights of these pages (docs/keywords.md)
    primary key (run_id, topic)
) strict, without rowid;

create table keyword_topic_terms (               -- the terms of a topic
    run_id  integer not null,
    topic   integer not null,
    place   integer not null,                    -- from 1, the strongest first
    term_id integer not null,
    pages   integer not null,                    -- pages of the market with it in title or h1
    voice   real not null,                       -- of this term alone, in the market
    primary key (run_id, topic, place)
) strict, without rowid;

create table keyword_topic_shares (              -- how much of a topic each site of the market has
    run_id      integer not null,
    topic       integer not null,
    site_run_id integer not null,                -- run of the site compared, the target's own included
    pages       integer not null,                -- its pages with a term of the topic in title or h1
    voice       real not null,                   -- sum of their weights
    share       real not null,                   -- of the topic's voice, 0..1
    primary key (run_id, topic, site_run_id)
) strict, without rowid;

alter table competition add column bm25 real;    -- of the site's best page by BM25, idf of the whole market; null: no page, or older result
alter table competition add column text_match real; -- that value as a share of what any number of hits could reach, 0..1; null: likewise
alter table competition add column fresh real;   -- of the strongest page, 0..1, halved with every year of age; null: it declares no date

create table keyword_standing (                  -- how a target keyword stands on the page that should rank for it
    run_id          integer not null,
    term_id         integer not null,
    url_id          integer not null,            -- of keyword_map; of core terms the home pages, too
    fits            integer not null,            -- 1: the page is written in the keyword's script, or has it in title or h1
    words           text not null,               -- json: content tokens of the keyword
    title_words     integer not null,            -- of them in the title
    title_han       integer,                     -- Han characters of the title before the keyword; null: not in the title
    title_latin     integer,                     -- Latin words of the title before the keyword; null: not in the title
    h1_words        integer not null,            -- content tokens of the keyword in h1
    description_hits integer not null,           -- hits in the meta description
    intro_han       integer,                     -- Han characters of main text before the first hit, h1 left out; null: no hit
    intro_latin     integer,                     -- Latin words before it; null: no hit
    first_paragraph integer not null,            -- 1: the first hit lies in the first paragraph or before it
    windows         integer not null,            -- places of main text that hold all content tokens close together, exact hits included
    url_form        text not null check (url_form in ('home', 'keyword', 'pinyin', 'words', 'none')), -- of the path: docs/keywords.md
    images          integer not null,            -- images in main text
    alts            integer not null,            -- of them with an alt text
    alts_with       integer not null,            -- of them with the keyword in it
    alts_same       integer not null,            -- of those, the most different images with one and the same alt text
    alts_distinct   integer not null,            -- distinct alt texts with the keyword
    strong_hits     integer,                     -- hits in <b> and <strong> of main text; null: HTML not kept
    strong_share    real,                        -- share of main text in <b> and <strong>, 0..1; null: HTML not kept
    heading_hits    integer,                     -- h2 to h6 with the keyword; null: HTML not kept
    primary key (run_id, term_id, url_id)
) strict, without rowid;

create table keyword_related (                   -- terms that stand on the pages of the site that have a target keyword
    run_id     integer not null,
    term_id    integer not null,                 -- the target
    related_id integer not null,                 -- terms.term_id
    ordinal    integer not null,                 -- from 0, the closest first
    pages      integer not null,                 -- pages of the site with both
    pmi        real not null,                    -- pointwise mutual information, bits
    present    integer,                          -- 1: on the page that should rank for the target; null: no such page
    primary key (run_id, term_id, related_id)
) strict, without rowid;
