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
