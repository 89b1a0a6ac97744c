-- Indexes are built anew from the records: the rows of the first form carry no version.
drop table blind_index;
drop table blind_index_state;

-- An index of one field for one kind of search. A field may have two while it is indexed anew: both are written, and
-- the complete one is asked. A row is never given another key, width or kind.
create table search_index (
    number int generated always as identity primary key,
    collection text not null,
    field text not null,
    kind text not null,
    version int not null,
    root_version int not null,
    bits int not null,
    is_unique boolean not null,
    complete boolean not null,
    retired boolean not null default false,
    records bigint not null default 0,
    after_customer bigint not null default -9223372036854775808,
    after_record bigint not null default -9223372036854775808,
    created_at timestamptz not null default clock_timestamp(),
    unique (collection, field, kind, version)
);

-- Keyed hashes of searchable values, truncated.
create table blind_index (
    index int not null,
    value bytea not null,
    customer_id bigint not null,
    record_id bigint not null,
    primary key (index, value, customer_id, record_id)
);
create index blind_index_by_record on blind_index (customer_id, record_id);

-- Keyed hashes of unique values, with 128 bits: no two records share one.
create table unique_index (
    index int not null,
    value bytea not null,
    customer_id bigint not null,
    record_id bigint not null,
    primary key (index, value)
);
create index unique_index_by_record on unique_index (customer_id, record_id);

-- Keyed hashes of the parts of a value, a padded set a record.
create table gram_index (
    customer_id bigint not null,
    record_id bigint not null,
    index int not null,
    grams int[] not null,
    primary key (customer_id, record_id, index)
);
create index gram_index_by_gram on gram_index using gin (grams);

alter table import_trial drop column field;
delete from import_trial;
alter table import_trial add column index int not null;
alter table import_trial add primary key (client, id, index, value);
