-- The distinct links of a run's graph, packed ---------------------------------------------------------------

create table packed_links (                      -- what `links whatif` reads: the links themselves take ten seconds at 100k pages
    run_id   integer not null,
    part     integer not null,                   -- from 0, in order of the source
    links    integer not null,                   -- distinct pairs of page and URL in it
    nodes    integer not null,                   -- CRC-32 of the url_ids of all nodes in their order: with others it says nothing
    packed   blob not null,                      -- zstd: linkgraph/packed.py
    primary key (run_id, part)
) strict;
