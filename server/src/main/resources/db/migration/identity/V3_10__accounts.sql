-- People who sign in. What tells who they are is sealed under a key of their own; the name they sign in with is a keyed
-- hash, and is kept nowhere else.
create table account (
    id text primary key,
    number bigint not null unique references account_key (account_id),
    sign_in_name bytea not null unique,
    sealed_name bytea not null,
    roles text[] not null,
    purposes text[] not null,
    status text not null check (status in ('invited', 'active', 'disabled')),
    sealed_password bytea,
    password_changed_at timestamptz,
    created_at timestamptz not null default clock_timestamp()
);

-- At most one for an account. The token is 256 random bits, so its plain SHA-256 gives nothing away.
create table account_invitation (
    account_id text primary key references account (id) on delete cascade,
    token_hash bytea not null unique,
    expires_at timestamptz not null
);

-- Apps that show codes (RFC 6238). A step is accepted once, and none before it.
create table authenticator_app (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    sealed_secret bytea not null,
    sealed_label bytea not null,
    confirmed boolean not null default false,
    last_step bigint not null default 0,
    created_at timestamptz not null default clock_timestamp(),
    used_at timestamptz
);
create index authenticator_app_by_account on authenticator_app (account_id);

create table recovery_code (
    account_id text not null references account (id) on delete cascade,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (account_id, code_hash)
);

-- Signed in, or on the way: each factor with the moment it was last proven.
create table account_session (
    token_hash bytea primary key,
    id text not null unique,
    account_id text not null references account (id) on delete cascade,
    sealed_device bytea not null,
    password_at timestamptz,
    app_at timestamptz,
    recovery_at timestamptz,
    wrong_codes int not null default 0,
    created_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp()
);
create index account_session_by_account on account_session (account_id);
create index account_session_by_creation on account_session (created_at);
