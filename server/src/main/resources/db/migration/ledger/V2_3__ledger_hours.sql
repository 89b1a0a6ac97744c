-- What was written into the log in each hour, by whom and for what, and where in the log it stands. Made from the
-- entries themselves: whoever wants to be sure of it counts them again.
create table ledger_hour (
    hour timestamptz not null,
    kind text not null,
    actor text not null,
    purpose text not null,
    permitted boolean not null,
    entries bigint not null check (entries > 0),
    first_idx bigint not null,
    last_idx bigint not null check (last_idx >= first_idx),
    primary key (hour, kind, actor, purpose, permitted)
);
create index ledger_hour_by_last on ledger_hour (last_idx desc);
create index ledger_hour_by_actor on ledger_hour (actor, last_idx desc);
create index ledger_hour_by_purpose on ledger_hour (purpose, last_idx desc);

-- How many entries have been counted. Its lock is the turn to count.
create table ledger_hours_counted (
    one boolean primary key default true check (one),
    size bigint not null
);
insert into ledger_hours_counted (size) values (0);
