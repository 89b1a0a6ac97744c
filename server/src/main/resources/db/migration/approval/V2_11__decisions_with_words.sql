-- Who ended a request, and in what words it was refused: sealed under the key of the account that wrote them, since nobody
-- can keep a reason from being about a customer.
alter table approval_request add column ended_by text;
alter table approval_request add column words bytea;
create index approval_request_by_requester on approval_request (requester, created_at);

-- What nobody decided about in time is not what was withdrawn.
alter table approval_request drop constraint approval_request_ended_as_check;
alter table approval_request
    add constraint approval_request_ended_as_check check (ended_as in ('used', 'declined', 'withdrawn', 'expired'));

-- As many as a catalog may ask for.
alter table approval_request drop constraint approval_request_needed_check;
alter table approval_request add constraint approval_request_needed_check check (needed between 1 and 5);
