-- What imported backlinks come to ---------------------------------------------------------------------------

create table backlink_assessments (              -- kept, for a million links take a minute
    linked_id integer not null,
    run_id    integer not null,                  -- of the site, by which the targets are judged
    basis     text not null,                     -- json: what it rests on beside the links; with another one it is made anew
    assessed  text not null,                     -- UTC, ISO 8601
    figures   text not null,                     -- json: shares and counts, and what the checks of backlinks judge by
    lists     text not null,                     -- json: the first rows of some lists of `xunlu links backlinks`
    primary key (linked_id, run_id)
) strict, without rowid;
