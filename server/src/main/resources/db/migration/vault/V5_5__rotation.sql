-- The one rotation of all customers' keys that runs or ran last. Customers are taken in the order of their ids.
create table customer_key_rotation (
    one boolean primary key default true check (one),
    actor text not null,
    after_customer bigint not null default -9223372036854775808,
    customers bigint not null default 0,
    skipped bigint not null default 0,
    complete boolean not null default false,
    started_at timestamptz not null default clock_timestamp(),
    completed_at timestamptz
) with (fillfactor = 50);
