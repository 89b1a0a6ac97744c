-- How far an import has come. Lines up to `lines` are done: a repeated import starts behind them. `content` is a keyed
-- hash over those lines, so that another file is not taken for the same.
create table import (
    client text not null,
    id text not null,
    collection text not null,
    dry_run boolean not null,
    lines bigint not null default 0,
    imported bigint not null default 0,
    rejected bigint not null default 0,
    content bytea not null,
    complete boolean not null default false,
    started_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (client, id)
) with (fillfactor = 50);
create index import_by_age on import (updated_at);

-- Lines that were not imported: which field, and the code of the reason. No value.
create table import_reject (
    client text not null,
    id text not null,
    line bigint not null,
    field text not null,
    code text not null,
    primary key (client, id, line),
    foreign key (client, id) references import (client, id) on delete cascade
);

-- Unique values that a dry run has met so far; it stores nothing else. Emptied with the import.
create unlogged table import_trial (
    client text not null,
    id text not null,
    field text not null,
    value bytea not null,
    primary key (client, id, field, value)
);
