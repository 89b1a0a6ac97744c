-- The pieces of files: number 0 is the header of a sealed stream, from 1 on its chunks. The description of a file, with
-- its key, is a sealed field of its record; pieces that no description names are readable to nobody.
create table record_file (
    customer_id bigint not null references customer_key (customer_id),
    record_id bigint not null,
    file bigint not null,
    piece int not null,
    field text not null,
    sealed bytea not null,
    primary key (customer_id, record_id, file, piece)
);
-- What is sealed cannot be compressed.
alter table record_file alter column sealed set storage external;

-- Files that are still arriving. Whoever takes the row away decides: the write that makes the file visible, or the
-- upkeep that removes what was left behind.
create table file_upload (
    file bigint primary key,
    customer_id bigint not null references customer_key (customer_id),
    record_id bigint not null,
    started_at timestamptz not null default clock_timestamp()
);
create index file_upload_by_customer on file_upload (customer_id);
