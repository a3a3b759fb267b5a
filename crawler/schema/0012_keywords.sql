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
