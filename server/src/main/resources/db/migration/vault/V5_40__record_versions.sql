-- Earlier versions of records, where the catalog asks for them: sealed as they stood, but for files. `catalog` is the
-- number of the one in force when the version was replaced: a field that changed since then is not shown again.
create table record_version (
    customer_id bigint not null references customer_key (customer_id),
    record_id bigint not null,
    version int not null,
    collection text not null,
    catalog int not null,
    replaced_at timestamptz not null default clock_timestamp(),
    sealed bytea not null,
    primary key (customer_id, record_id, version)
);
create index record_version_by_age on record_version (collection, replaced_at);
