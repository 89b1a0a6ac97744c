-- API clients. The secret is 256 random bits, so its plain SHA-256 gives nothing away.
create table api_client (
    id text primary key,
    name text not null,
    secret_hash bytea not null,
    roles text[] not null,
    purposes text[] not null,
    address_ranges text[] not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz
);
