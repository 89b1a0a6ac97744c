-- Who looks after whom, for roles that reach some customers only. Ids and names of branches, nothing about anybody.
create table customer_relation (
    customer_id bigint not null references customer_key (customer_id) on delete cascade,
    scope text not null check (scope in ('own', 'assigned', 'branch')),
    -- An account, or a branch
    holder text not null,
    -- A case ends; who looks after somebody does so until it is changed
    ends_at timestamptz,
    primary key (customer_id, scope, holder),
    check ((ends_at is not null) = (scope = 'assigned'))
);
create index customer_relation_by_holder on customer_relation (holder, customer_id);

create table branch_member (
    branch text not null,
    account text not null,
    primary key (account, branch)
);
