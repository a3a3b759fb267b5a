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

create table factors (                           -- ranking factors of pruned runs; of the others they are computed
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
