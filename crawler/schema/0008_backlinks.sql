-- Backlinks, imported ------------------------------------------------------------------------------------

create table linked_sites (                      -- sites whose backlinks were imported; they need not have been crawled
    linked_id integer primary key,
    name      text not null unique,              -- as in sites; of one that was never crawled its domain
    judged    text not null default '{}'         -- json: what the judgement of its links rests on; {}: not judged
) strict;

create table backlink_imports (                  -- further columns of imports of kind backlinks
    import_id integer primary key,
    linked_id integer not null,
    tool      text not null,                     -- ahrefs, semrush, majestic, gsc, bing, baidu, other
    day       text not null,                     -- ISO 8601 date for which the file holds
    hash      blob not null                      -- of the file; the same file again takes the place of its import
) strict;

create table backlink_domains (                  -- registrable domains of the linking pages
    domain_id integer primary key,
    domain    text not null unique
) strict;

create table backlinks (                         -- what a tool says of a link; survives runs and their pruning
    backlink_id integer primary key,
    linked_id  integer not null,
    pair       integer not null,                 -- hash of source and target
    mark       integer not null,                 -- hash of tool and anchor
    tool       text not null,
    domain_id  integer not null,
    source     text not null,                    -- absolute, normalised; empty: the tool lists domains only
    target     text not null,                    -- absolute, normalised; empty: the tool names none
    anchor     text,                             -- null: the tool names none
    title      text not null,                    -- of the source
    rel        integer,                          -- sum of crawler.records.Rel; null: the tool does not say
    first_seen text,                             -- ISO 8601 date, by the tool
    last_seen  text,                             -- likewise
    lost       text,                             -- likewise; null: not lost
    rating     real,                             -- of the source, 0..100, by the tool's own measure
    ip         text not null,                    -- of the source; empty: the tool names none
    outlinks   integer,                          -- external links on the source; null: the tool does not say
    links      integer not null,                 -- that the row stands for: more than 1 where domains are listed
    first_day  text not null,                    -- of the first import that has it
    last_day   text not null,                    -- of the last one
    import_id  integer not null,                 -- the last one
    counted    integer not null default 0,       -- 1: the row that stands for its pair of source and target
    kind       text not null default '',         -- of the anchor: brand, money, url, generic, empty, other; empty: not judged
    relevant   integer,                          -- 1 or 0; null: nothing to judge by
    signs      text not null default ''          -- of manipulation, separated by spaces; see docs/links.md
) strict;
create unique index backlinks_key on backlinks (linked_id, pair, mark);
create index backlinks_domain on backlinks (linked_id, domain_id);

create table backlink_checks (                   -- whether linking pages still have the link; the last answer
    linked_id integer not null,
    pair      integer not null,
    checked   text not null,                     -- UTC, ISO 8601
    state     text not null check (state in ('live', 'nofollow', 'moved', 'gone', 'blocked', 'unanswered')),
    status    integer,                           -- HTTP status of the source; null: no answer
    reason    text not null,                     -- why blocked or unanswered; what makes it nofollow
    anchor    text,                              -- found on the page; null: no link
    found     text not null,                     -- where the link found leads, as far as it is another page of the site
    live_at   text,                              -- UTC, ISO 8601; last time that a link was found; null: never
    primary key (linked_id, pair)
) strict, without rowid;
