-- Changes that wait for a second person. What was asked is kept as it was asked, and cannot be edited: another content has
-- another hash and is another request. The content holds ids and names of the catalog, of clients and of rights.
create table approval_request (
    id text primary key,
    kind text not null,
    subject text not null,
    content jsonb not null,
    hash bytea not null,
    requester text not null,
    needed int not null check (needed between 1 and 2),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_as text check (ended_as in ('used', 'declined', 'withdrawn')),
    check ((ended_at is null) = (ended_as is null))
);
create unique index approval_request_open on approval_request (requester, hash) where ended_at is null;
create index approval_request_by_creation on approval_request (created_at);

create table approval (
    request_id text not null references approval_request (id),
    approver text not null,
    approved_at timestamptz not null,
    primary key (request_id, approver)
);

-- One row from the moment on when two administrators existed; it is never removed, or one administrator could get rid of
-- the other and be alone again.
create table two_person_rule (
    is_in_force boolean primary key check (is_in_force),
    since timestamptz not null
);
