alter table account_session add column company_at timestamptz;

-- Who somebody is to the company's provider, connected by the person themself: at most one for an account, and nobody
-- else's. It is found by a keyed hash, and is sealed under the account's key, so that it cannot be exchanged here. The
-- issuer says which provider it was, so that another one inherits nothing.
create table company_link (
    account_id text primary key references account (id) on delete cascade check (account_id like 'staff-%'),
    issuer text not null,
    identity_hash bytea not null unique,
    sealed_identity bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    used_at timestamptz
);

-- Attempts that came back, until they would have expired; each is good once.
create table company_attempt_used (
    state bytea primary key,
    expires_at timestamptz not null
);
