-- Accounts of customers beside those of staff. Which kind an account is follows from its id and never changes; a
-- customer's has no rights, and goes with the customer: the key of one who still has an account cannot be removed.
alter table account
    add column kind text not null default 'staff',
    add column customer_id bigint unique references customer_key (customer_id),
    add constraint account_kind check (
        kind = 'staff' and id like 'staff-%' and customer_id is null
        or kind = 'customer' and id like 'customer-%' and customer_id is not null and roles = '{}' and purposes = '{}'
    );

-- Nobody is invited as a colleague, nor is reached elsewhere than where the merchant's record says, by an account of a
-- customer.
alter table account_invitation add constraint account_invitation_staff check (account_id like 'staff-%');
alter table account_contact add constraint account_contact_staff check (account_id like 'staff-%');

-- The newest link of a customer, with the newest code that was asked for. The token is 256 random bits, so its plain
-- SHA-256 gives nothing away; the code is a keyed hash. The sign-in name is the keyed hash of the address the code went
-- to.
create table customer_invitation (
    customer_id bigint primary key references customer_key (customer_id),
    account_id text not null unique check (account_id like 'customer-%'),
    language text not null check (language in ('en', 'zh-CN')),
    token_hash bytea not null unique,
    expires_at timestamptz not null,
    codes_asked int not null default 0,
    code_id text unique,
    channel text check (channel in ('mail', 'sms')),
    code_hash bytea,
    sign_in_name bytea,
    code_asked_at timestamptz,
    code_expires_at timestamptz,
    wrong_codes int not null default 0
);
create index customer_invitation_by_expiry on customer_invitation (expires_at);
