-- Who ended a request, and in what words it was refused: sealed under the key of the account that wrote them, since nobody
-- can keep a reason from being about a customer.
alter table approval_request add column ended_by text;
alter table approval_request add column words bytea;
create index approval_request_by_requester on approval_request (requester, created_at);
