-- What people say of tasks -----------------------------------------------------------------------

create table task_marks (                        -- by site and check, so that it survives runs and their pruning
    site_id  integer not null,
    check_id text not null,
    done     text,                               -- UTC, ISO 8601; when somebody said that it is fixed; null: nobody did
    seen     integer,                            -- run whose findings were meant
    after    integer,                            -- newest run begun by then: only later ones can show that it is fixed
    note     text not null default '',           -- of a person
    primary key (site_id, check_id)
) strict, without rowid;
