-- The shape of the link graph -----------------------------------------------------------------------

alter table page_graph add column in_degree integer not null default 0;  -- pages with a followed link here, redirects followed; 0 for what is no page
alter table page_graph add column out_degree integer not null default 0; -- other pages that its followed links lead to
alter table page_graph add column reciprocal integer not null default 0; -- of them, pages that link back
alter table page_graph add column betweenness real;        -- share of the shortest ways between pages that lead over it, 0..1; null: computed by an older version
alter table page_graph add column community integer;       -- group of pages that link among themselves, 1: the largest; null: only repeated links, or no page
alter table page_graph add column cut_off integer not null default 0; -- pages that no way from the start URLs leads to without this one
alter table page_graph add column before_id integer;       -- the page before it on a shortest path from the start URLs; null: a start, or no path

alter table link_leaks add column share real;              -- of all authority that goes to these links, 0..1; null: computed by an older version

create table link_communities (                  -- topic silos by links that are not repeated over the site
    run_id       integer not null,
    community    integer not null,               -- from 1, the largest first
    pages        integer not null,
    inside       integer not null,               -- links from one of its pages to another
    leaving      integer not null,               -- links to pages of other communities
    entering     integer not null,               -- links from pages of other communities
    pagerank     real not null,                  -- share of all authority that its pages have, 0..1
    strongest_id integer not null,               -- its page with the highest PageRank
    folder       text not null,                  -- the commonest folder of its URLs, of link_graphs.folder_level
    folder_pages integer not null,               -- pages in that folder
    primary key (run_id, community)
) strict, without rowid;

create table link_flow (                         -- what pages of a type give to pages of another type, or to no page
    run_id        integer not null,
    from_type     text not null,                 -- page_states.page_type
    kind          text not null,                 -- page, nofollow, external, broken, file, unread, dead-end
    to_type       text not null,                 -- of kind page; else empty
    links         integer not null,              -- distinct pairs of page and target; 0 for dead-end
    share         real not null,                 -- of all authority, one step of PageRank; sums to 1 over the run
    redirected    real not null,                 -- of share, what gets there through redirects only
    canonicalised real not null,                 -- of share, what goes to pages whose canonical is another URL
    primary key (run_id, from_type, kind, to_type)
) strict, without rowid;

create table link_graphs (                       -- one row a run
    run_id        integer primary key,
    pages         integer not null,              -- HTML pages with status 200
    links         integer not null,              -- followed links between them, redirects followed, parallel ones once
    reciprocity   real,                          -- share of these links whose target links back; null: no links
    sampled       integer not null,              -- pages from which betweenness was counted; all of them: exact
    communities   integer not null,
    modularity    real,                          -- of the communities, up to 1; null: none
    folder_level  integer not null,              -- folders of a URL that fit the communities best, 1 to 3; 0: no communities
    folder_rand   real,                          -- adjusted Rand index of communities and folders: 1 the same, 0 as by chance
    folder_purity real                           -- share of pages in the commonest folder of their community, 0..1
) strict;
