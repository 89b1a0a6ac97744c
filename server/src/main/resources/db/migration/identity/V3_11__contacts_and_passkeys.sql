alter table account add column language text not null default 'en' check (language in ('en', 'zh-CN'));

alter table account_session add column passkey_at timestamptz, add column phone_at timestamptz;

-- Where a person is reached: one mail address, and phones. The value is sealed under the account's key.
create table account_contact (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    kind text not null check (kind in ('mail', 'phone')),
    sealed_value bytea not null,
    sealed_label bytea not null,
    country text not null,
    confirmed boolean not null default false,
    created_at timestamptz not null default clock_timestamp(),
    used_at timestamptz,
    -- Unless it is confirmed before, or since it was replaced
    void_at timestamptz
);
create index account_contact_by_account on account_contact (account_id);
create unique index account_contact_one_mail on account_contact (account_id) where kind = 'mail' and confirmed;

-- Codes that were asked for, each bound to the session that asked and to what for. The code is drawn when it is sent;
-- until then it has no hash, and nothing is accepted.
create table account_code (
    id text primary key,
    session_id text not null references account_session (id) on delete cascade,
    contact_id text not null references account_contact (id) on delete cascade,
    purpose text not null check (purpose in ('sign-in', 'confirm')),
    code_hash bytea,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    unique (session_id, purpose)
);

-- The credential with its public key is sealed under the account's key, so that it cannot be exchanged here; it is
-- found by a keyed hash of its id.
create table passkey (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    credential_hash bytea not null unique,
    sealed_credential bytea not null,
    sealed_label bytea not null,
    relying_party text not null,
    sign_count bigint not null,
    created_at timestamptz not null default clock_timestamp(),
    used_at timestamptz
);
create index passkey_by_account on passkey (account_id);

-- Challenges that were answered, until they would have expired; each is good once.
create table passkey_challenge_used (
    challenge bytea primary key,
    expires_at timestamptz not null
);
