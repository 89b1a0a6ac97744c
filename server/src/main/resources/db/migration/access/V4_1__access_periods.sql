-- Times during which somebody may state a purpose that cannot be stated at any time. The ticket names where the reason is
-- written; it is a reference of limited form and holds no reason.
create table access_period (
    id text primary key,
    account text not null,
    purpose text not null,
    kind text not null check (kind in ('approved', 'break-glass')),
    ticket text not null,
    began_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    -- Shown under it so far, and at most; empty: without bound
    records int not null default 0,
    most_records int,
    reviewed_by text,
    reviewed_at timestamptz,
    verdict text check (verdict in ('justified', 'unjustified')),
    check (ends_at > began_at),
    check ((most_records is null) = (kind = 'approved')),
    check ((reviewed_by is null) = (verdict is null) and (reviewed_at is null) = (verdict is null))
);
create index access_period_by_account on access_period (account, ends_at);
create index access_period_by_beginning on access_period (began_at);
