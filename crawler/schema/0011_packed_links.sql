-- The distinct links of a run's graph, packed ---------------------------------------------------------------

create table packed_links (                      -- what `links whatif` reads: the links themselves take ten seconds at 100k pages
    run_id   integer not null,
    part     integer not null,                   -- from 0, in order of the source
    links    integer not null,                   -- distinct pairs of page and URL in it
    packed   blob not null,                      -- zstd: linkgraph/packed.py
    primary key (run_id, part)
) strict;
