-- What is crawled -------------------------------------------------------------------------------

create table sites (
    site_id   integer primary key,
    name      text not null unique,              -- name in the configuration, else host[:port]
    role      text not null check (role in ('target', 'competitor')), -- role in its newest run
    start_url text not null,
    label_zh  text not null default '',
    label_en  text not null default ''
) strict;

create table runs (
    run_id    integer primary key,
    site_id   integer not null references sites (site_id),
    role      text not null check (role in ('target', 'competitor')),
    batch     text not null default '',          -- runs made by one command share it
    status    text not null check (status in ('running', 'complete', 'partial', 'interrupted', 'failed')),
    reason    text not null default '',          -- why it ended: finished, max-pages, time-limit, signal, disk-full, unreachable, robots, no-pages
    started   text not null,                     -- UTC, ISO 8601
    finished  text,                              -- UTC, ISO 8601; null while running
    heartbeat real not null default 0,           -- UTC, seconds since 1970; of the owning process
    owner     text not null default '',          -- host:pid of the process that crawls
    scope     text not null default '',          -- hash of the settings that decide which pages belong to the crawl
    settings  text not null default '{}',        -- json: effective settings of the site
    version   text not null default ''           -- of the program
) strict;
create index runs_site on runs (site_id, run_id);

create table hosts (
    host_id integer primary key,
    host    text not null unique                 -- host, or host:port where the port is not the scheme's own
) strict;

create table run_hosts (                         -- the hosts that count as internal in a run
    run_id  integer not null references runs (run_id),
    host_id integer not null references hosts (host_id),
    primary key (run_id, host_id)
) strict, without rowid;

create table urls (
    url_id  integer primary key,
    url     text not null unique,                -- absolute, normalised
    host_id integer not null references hosts (host_id)
) strict;

-- What to fetch next ----------------------------------------------------------------------------

create table frontier (
    run_id     integer not null,
    url_id     integer not null,
    host_id    integer not null,
    state      integer not null default 0,       -- 0 pending, 1 leased, 2 done, 3 failed, 4 disallowed by robots.txt, 5 refused by a limit
    source     integer not null default 0,       -- 0 start URL or linked, 1 known from a sitemap only
    depth      integer not null default 0,       -- links followed to find it while crawling; an upper bound of click depth
    hops       integer not null default 0,       -- redirects in a row that led here
    attempts   integer not null default 0,       -- requests answered or failed
    not_before real not null default 0,          -- UTC, seconds since 1970; a retry waits until then
    reason     text not null default '',         -- why failed or refused
    primary key (run_id, url_id)
) strict, without rowid;
create index frontier_pending on frontier (run_id, source, depth, url_id) where state = 0;

-- What was found --------------------------------------------------------------------------------

create table documents (
    hash      blob primary key,                  -- of body bytes and charset; unchanged pages share one row
    html      blob,                              -- zstd; the body as decoded, in UTF-8; null when not kept
    main_text blob not null,                     -- zstd of UTF-8
    blocks    blob not null default x''          -- 64-bit hashes of the text blocks, little endian
) strict, without rowid;

create table anchors (
    anchor_id integer primary key,
    text      text not null unique               -- anchor text, alt text or language code
) strict;

create table link_sets (
    link_set_id integer primary key,
    hash        blob not null unique             -- of the links' numbers; unchanged pages share one row
) strict;

create table links (
    link_set_id integer not null,
    ordinal     integer not null,                -- order in the document, from 0
    target_id   integer not null,                -- urls.url_id
    anchor_id   integer not null,
    kind        integer not null,                -- crawler.records.LinkKind
    rel         integer not null,                -- sum of crawler.records.Rel
    position    integer not null,                -- crawler.records.Position
    primary key (link_set_id, ordinal)
) strict, without rowid;

create table pages (
    run_id           integer not null,
    url_id           integer not null,
    fetched          real not null,              -- UTC, seconds since 1970
    status           integer,                    -- HTTP status; null when there was no response
    error            text,                       -- timeout, refused, dns, tls, reset, too-large, robots, redirect-limit ...
    attempts         integer not null default 1,
    is_html          integer not null default 0,
    content_type     text not null default '',
    charset          text not null default '',   -- decoded with
    charset_declared text not null default '',
    size_bytes       integer not null default 0, -- after decompression
    ttfb_ms          integer,                    -- request sent to first byte of the response
    download_ms      integer,                    -- request sent to last byte
    truncated        integer not null default 0, -- 1: the body is incomplete
    redirect_to_id   integer,                    -- urls.url_id of the Location
    refresh_to_id    integer,                    -- urls.url_id of a meta refresh
    canonical_id     integer,                    -- urls.url_id
    canonicals       integer not null default 0, -- canonical links found
    title            text not null default '',
    title_width      integer not null default 0, -- display columns, a Han character is 2
    titles           integer not null default 0, -- <title> elements
    description      text not null default '',
    description_width integer not null default 0,
    descriptions     integer not null default 0,
    h1               text not null default '',
    h1s              integer not null default 0,
    robots           text not null default '',   -- meta robots and named-bot metas
    x_robots         text not null default '',   -- X-Robots-Tag
    noindex          integer not null default 0, -- 1: noindex or none in either
    lang             text not null default '',
    han_chars        integer not null default 0, -- in main text
    latin_words      integer not null default 0, -- in main text
    visible_chars    integer not null default 0, -- all visible text, white space left out
    images           integer not null default 0, -- content images
    images_no_alt    integer not null default 0, -- content images without alt attribute
    images_no_alt_src text not null default '[]', -- json: the first ten
    images_empty_alt_px integer not null default 0, -- declared width of the widest content image with alt=""
    schema_types     text not null default '[]', -- json: types named in JSON-LD
    document_hash    blob,
    link_set_id      integer,
    primary key (run_id, url_id)
) strict, without rowid;

create table templates (
    template_id integer primary key,
    template    text not null unique             -- "/products/*"
) strict;

create table page_states (                       -- what is known of a page once its crawl has ended
    run_id           integer not null,
    url_id           integer not null,
    template_id      integer not null,
    page_type        text not null default '',   -- home, category, product, article, account, legal, other, or a type of the configuration
    indexable_reason text not null,              -- ok, status, not-html, unread, noindex, canonicalised, disallowed, incomplete
    primary key (run_id, url_id)
) strict, without rowid;

create table redirects (                         -- every chain, hop by hop, under the URL it starts from
    run_id    integer not null,
    url_id    integer not null,
    hop       integer not null,                  -- from 1
    at_id     integer not null,                  -- the URL that answered at this hop
    status    integer not null,                  -- its HTTP status
    target_id integer not null,
    primary key (run_id, url_id, hop)
) strict, without rowid;

create table sitemaps (
    sitemap_id integer primary key,
    run_id     integer not null,
    url        text not null,
    status     integer,
    kind       text not null default '',         -- urlset, index, text, or empty when unreadable
    urls       integer not null default 0,
    error      text not null default ''
) strict;
create index sitemaps_run on sitemaps (run_id);

create table sitemap_urls (
    run_id     integer not null,
    url_id     integer not null,
    sitemap_id integer not null,
    lastmod    text not null default '',
    primary key (run_id, url_id)
) strict, without rowid;

create table probes (                            -- extra requests: robots.txt, a random path
    run_id integer not null,
    kind   text not null,                        -- robots, random-path
    url    text not null,
    status integer,
    error  text not null default '',
    body   text not null default '',             -- robots.txt itself; main text of the answer to a random path
    primary key (run_id, kind, url)
) strict, without rowid;

create table page_robots (                       -- known internal URLs that robots.txt disallows, by agent
    run_id integer not null,
    url_id integer not null,
    agent  text not null,
    line   integer not null,                     -- of robots.txt, from 1; 0 when the whole site is closed by its status
    rule   text not null,                        -- the line that decided
    primary key (run_id, url_id, agent)
) strict, without rowid;

-- The link graph --------------------------------------------------------------------------------

create table page_graph (
    run_id             integer not null,
    url_id             integer not null,
    depth              integer,                  -- clicks from the start URLs; null: no followable path
    inlinks            integer not null,         -- pages that link here with <a>, itself left out
    inlinks_followed   integer not null,         -- of them without nofollow
    outlinks           integer not null,         -- distinct targets of its <a>, internal and external
    pagerank           real not null,            -- share, all links; sums to 1 over the run
    pagerank_editorial real not null,            -- share, editorial links only
    primary key (run_id, url_id)
) strict, without rowid;

create table link_roles (                        -- (target, anchor) pairs on half or more of the pages
    run_id      integer not null,
    template_id integer not null,                -- 0: of the whole site, else of that template
    target_id   integer not null,
    anchor_id   integer not null,
    pages       integer not null,
    primary key (run_id, template_id, target_id, anchor_id)
) strict, without rowid;

-- Keywords --------------------------------------------------------------------------------------

create table terms (
    term_id integer primary key,
    term    text not null unique                 -- normalised for matching
) strict;

create table page_words (
    run_id integer not null,
    url_id integer not null,
    words  integer not null,                     -- jieba words and Latin words of main text
    primary key (run_id, url_id)
) strict, without rowid;

create table page_terms (                        -- the 50 best terms of a page and all target keywords on it
    run_id         integer not null,
    url_id         integer not null,
    term_id        integer not null,
    count          integer not null,             -- n: hits in main text
    density_chars  real not null,                -- formula A: n * len(term) / L, 0..1
    density_hits   real not null,                -- formula B: n / L, 0..1
    density_tokens real not null,                -- formula C: tokens of the hits / content tokens, 0..1
    in_title       integer not null,
    in_h1          integer not null,
    in_description integer not null,
    prominence     real not null,                -- mean of 1 - position / L, 0..1
    tfidf          real not null,                -- against the pages of the same run
    primary key (run_id, url_id, term_id)
) strict, without rowid;

create table keyword_targets (
    run_id  integer not null,
    term_id integer not null,
    origin  text not null check (origin in ('config', 'guessed')),
    ordinal integer not null,
    primary key (run_id, term_id)
) strict, without rowid;

create table competition (                       -- one target keyword on one site of the market
    run_id       integer not null,               -- run of the target
    term_id      integer not null,
    site_run_id  integer not null,               -- run of the site compared, the target's own included
    pages        integer not null,               -- pages with the keyword in main text, title, h1 or description
    title_pages  integer not null,               -- of them with it in the title
    h1_pages     integer not null,
    html_pages   integer not null,               -- pages of that run that were judged
    best_url_id  integer,                        -- strongest page for the keyword
    best_density real not null default 0,        -- formula A on that page
    primary key (run_id, term_id, site_run_id)
) strict, without rowid;

-- The audit -------------------------------------------------------------------------------------

create table findings (
    finding_id  integer primary key,
    run_id      integer not null,
    check_id    text not null,
    url_id      integer not null,                -- the page; for links their source; for the site its start URL
    severity    text not null check (severity in ('error', 'warning', 'notice', 'info')),
    fingerprint text not null,                   -- the same finding in another run has the same
    evidence    text not null                    -- json
) strict;
create index findings_run on findings (run_id, check_id, url_id);

create table check_runs (
    run_id     integer not null,
    check_id   text not null,
    area       text not null,
    severity   text not null,                    -- the check's usual level under the run's profiles
    scope      text not null,                    -- page, link, site
    state      text not null check (state in ('passed', 'failed', 'not-judged', 'crashed')),
    reason     text not null default '',         -- why not judged or crashed
    applicable integer not null default 0,       -- pages the check applies to
    failing    integer not null default 0,       -- pages with a finding
    primary key (run_id, check_id)
) strict, without rowid;

create table score_entries (                     -- one check at one level; survives pruning
    run_id     integer not null,
    check_id   text not null,
    severity   text not null,
    axis       text not null,
    weight     real not null,                    -- of the severity
    applicable integer not null,
    failing    integer not null,
    affected   real not null,                    -- share of the importance affected, 0..1
    score      real not null,                    -- 1 - min(1, affected / saturation)
    points     real not null,                    -- lost of 100
    primary key (run_id, check_id, severity)
) strict, without rowid;

create table scores (                            -- survives pruning
    run_id integer not null,
    name   text not null,                        -- overall, an axis, health, coverage, cap
    value  real,                                 -- 0..100; null: not judged
    note   text not null default '',
    primary key (run_id, name)
) strict, without rowid;

create table stages (                            -- which analyses of a run are up to date
    run_id   integer not null,
    stage    text not null,                      -- finish, links, keywords, audit, factors
    finished text not null,                      -- UTC, ISO 8601
    options  text not null default '{}',         -- json: what the result depends on
    primary key (run_id, stage)
) strict, without rowid;
