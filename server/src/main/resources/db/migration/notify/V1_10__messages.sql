-- What waits to be told to people, and what was: ids and words of the product. Addresses, names and codes are looked up
-- or drawn when a message is sent, and kept nowhere here.
create table message (
    id text primary key,
    channel text not null check (channel in ('mail', 'sms')),
    recipient text not null,
    template text not null,
    about text not null,
    words jsonb not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'expired', 'void', 'failed')),
    attempts int not null default 0,
    failure text not null default '',
    created_at timestamptz not null,
    next_at timestamptz not null,
    expires_at timestamptz not null,
    finished_at timestamptz
);
create index message_waiting on message (channel, next_at) where state = 'waiting';
create index message_by_creation on message (created_at);

-- What a person is told inside the product.
create table notice (
    id text primary key,
    recipient text not null,
    template text not null,
    words jsonb not null,
    created_at timestamptz not null
);
create index notice_by_recipient on notice (recipient, created_at);

-- How many text messages were let go, by what they are counted for: a day, an hour, and keyed hashes of numbers.
create table sms_count (
    counted text not null,
    key bytea not null,
    period_start timestamptz not null,
    sent int not null,
    answered int not null default 0,
    primary key (counted, key, period_start)
);
create index sms_count_by_period on sms_count (period_start);
