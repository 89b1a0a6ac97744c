-- Every catalog that was ever applied; the newest is in force.
create table catalog_applied (
    number int generated always as identity primary key,
    hash text not null,
    source bytea not null,
    applied_at timestamptz not null default clock_timestamp(),
    applied_by text not null
);
