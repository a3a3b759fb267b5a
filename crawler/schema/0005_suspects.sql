-- What the program died over -------------------------------------------------------------------------

alter table frontier add column crashes integer not null default 0; -- deaths of the program: the first while it was leased, others while its answer was read
alter table runs add column reading_id integer;  -- URL with a crash whose answer is being read; null: none
