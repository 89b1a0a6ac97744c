-- How often the token of a session was replaced, so that a request which came with an older one changes nothing; and
-- the keyed hash of the network where a factor was last proven. Sessions from before are of no known network.
alter table account_session
    add column generation int not null default 0,
    add column network bytea not null default '';

-- How many links a customer was given since when.
alter table customer_invitation
    add column issued int not null default 1,
    add column counted_from timestamptz not null default clock_timestamp();
