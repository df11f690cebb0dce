-- Wrong passwords by email, where every node and the next start find them. Only the program itself reaches the table: the
-- schema is no part of the API.
create schema if not exists chiron;

create table chiron.login_attempts (
    email_sha256  bytea primary key check (octet_length(email_sha256) = 32),
    wrong         integer not null check (wrong > 0),
    last_at       timestamptz not null,
    blocked_until timestamptz
);
comment on table chiron.login_attempts is
    'How often the password was wrong for an email, with or without an account, and until when logging in has to wait.';
create index login_attempts_last_at on chiron.login_attempts (last_at);

alter table chiron.login_attempts enable row level security;
create policy "the keeper of the accounts counts" on chiron.login_attempts
    for all to supabase_auth_admin using (true) with check (true);
grant usage on schema chiron to supabase_auth_admin;
grant select, insert, update, delete on chiron.login_attempts to supabase_auth_admin;
