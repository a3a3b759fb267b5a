-- Findings that somebody accepted -----------------------------------------------------------------------

create table accepted (                          -- taken out of findings: they cost no points and fail no gate
    accepted_id integer primary key,
    run_id      integer not null,
    check_id    text not null,
    url_id      integer not null,                -- as in findings
    severity    text not null check (severity in ('error', 'warning', 'notice', 'info')),
    fingerprint text not null,
    evidence    text not null,                   -- json
    reason      text not null,                   -- of who accepted it
    until       text not null                    -- last day on which it stands, YYYY-MM-DD
) strict;
create index accepted_run on accepted (run_id, check_id, url_id);
