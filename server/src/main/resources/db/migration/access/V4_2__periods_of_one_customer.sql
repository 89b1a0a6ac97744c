-- The only customer whose data a period is for; empty: everybody's. It goes with the customer.
alter table access_period add column customer_id bigint references customer_key (customer_id) on delete cascade;
create index access_period_by_customer on access_period (customer_id) where customer_id is not null;
