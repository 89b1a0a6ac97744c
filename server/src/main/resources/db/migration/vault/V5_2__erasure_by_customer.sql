-- The record check asks which of the customers it meets were erased.
create index erasure_by_customer on erasure (customer_id);
