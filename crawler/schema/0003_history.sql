-- History ----------------------------------------------------------------------------------------

alter table runs add column pruned text;         -- UTC; when its pages, links and findings were removed; null: all is there
alter table runs add column crawled integer;     -- URLs asked for; null: they are counted while the pages are there
alter table runs add column html_pages integer;  -- of them HTML that answered 2xx; null: likewise
alter table runs add column discovered integer;  -- URLs known; null: likewise

create table gates (                             -- whether a run met its thresholds; survives pruning
    run_id  integer primary key,
    passed  integer not null,                    -- 1 or 0
    checked text not null,                       -- UTC, ISO 8601
    results text not null                        -- json: the baseline, and each threshold with its verdict
) strict;

create table factors (                           -- ranking factors; they survive pruning
    run_id   integer not null,
    factor   text not null,                      -- see docs/factors.md
    template text not null,                      -- URL template; empty: the whole site
    value    real not null,
    pages    integer not null,                   -- pages it rests on
    primary key (run_id, factor, template)
) strict, without rowid;

create table schedules (                         -- crawls that recur
    schedule_id integer primary key,
    name     text not null unique,
    sites    text not null,                      -- json: names of the configuration or URLs; []: all of the configuration
    config   text not null default '',           -- configuration file, absolute; empty: the one found where it runs
    every    text not null,                      -- 30m, 6h, 7d, or the five fields of cron
    zone     text not null default 'UTC',        -- IANA time zone of cron's fields
    created  text not null,                      -- UTC, ISO 8601
    started  text,                               -- UTC, ISO 8601; when it was last begun; null: never
    finished text,                               -- UTC, ISO 8601; when that ended; null or before started: it was cut off
    code     integer,                            -- exit code of the last run that ended
    owner    text not null default ''            -- host:pid of the process that runs it now
) strict;

create table imports (                           -- files of other tools that were read in
    import_id integer primary key,
    kind      text not null,                     -- rankings
    file      text not null,                     -- its name
    imported  text not null,                     -- UTC, ISO 8601
    rows      integer not null,                  -- taken
    faults    integer not null                   -- lines that were not
) strict;

create table import_faults (                     -- what was not taken, as it stood in the file
    import_id integer not null,
    line      integer not null,
    why_zh    text not null,
    why_en    text not null,
    content   text not null,                     -- json: the cells
    primary key (import_id, line)
) strict, without rowid;

create table rankings (                          -- positions in results of search engines, imported
    site_id     integer not null,
    engine      text not null,                   -- google, baidu, bing ...
    day         text not null,                   -- ISO 8601 date for which they hold
    keyword     text not null,                   -- matching copy
    page        text not null,                   -- absolute, normalised; empty: the table names none
    shown       text not null,                   -- the keyword as written
    position    real not null,                   -- 1 is first; a mean may lie between
    clicks      integer,
    impressions integer,
    import_id   integer not null,
    primary key (site_id, engine, day, keyword, page)
) strict, without rowid;
