-- The end of an account: what is left of it until nothing is left, and the ways to bring it about.

create table public.account_deletions (
    account_id   uuid primary key,
    session_ids  uuid[] not null default '{}',
    track_ids    uuid[] not null default '{}',
    requested_at timestamptz not null default now(),
    erased_at    timestamptz,
    next_step_at timestamptz not null default now() + interval '5 seconds'
);
comment on table public.account_deletions is
    'Accounts that are being deleted. Random ids only: whose workflows are to be removed. Goes itself when they are gone.';
comment on column public.account_deletions.erased_at is 'When its rows were deleted; null: they are still to be.';
create index account_deletions_due on public.account_deletions (next_step_at);

alter table public.account_deletions enable row level security;
revoke all on public.account_deletions from anon, authenticated, service_role;
create policy "nobody sees who is going" on public.account_deletions to anon, authenticated using (false);
grant select, delete, update (next_step_at) on public.account_deletions to service_role;

-- Asked at the beginning of every request's transaction, in the role that may read nothing.
create function public.account_is_open(account uuid) returns boolean
    language sql stable security definer set search_path = ''
as $$
    select exists (select from auth.users u where u.id = account and u.deleted_at is null)
       and not exists (select from public.account_deletions d where d.account_id = account)
$$;
revoke execute on function public.account_is_open(uuid) from public, anon, authenticated, service_role;
grant execute on function public.account_is_open(uuid) to chiron_request;

-- How the owner of an account can show that it is theirs. No hash leaves.
create function public.account_proof(account uuid) returns table (email text, has_password boolean)
    language sql stable security definer set search_path = ''
as $$
    select u.email::text, coalesce(u.encrypted_password, '') <> '' from auth.users u where u.id = account
$$;
revoke execute on function public.account_proof(uuid) from public, anon, authenticated, service_role;
grant execute on function public.account_proof(uuid) to service_role;

-- Who reads a stream of the account looks for what is new, and finds the account closed.
create function public.wake_readers(account uuid) returns void
    language sql security definer set search_path = ''
as $$
    select pg_catalog.pg_notify('chiron_sessions', s.id::text) from public.chat_sessions s where s.user_id = account;
    select pg_catalog.pg_notify('chiron_turns', t.id::text) from public.chat_turns t
    where t.session_id in (select s.id from public.chat_sessions s where s.user_id = account) and t.ended_at is null;
$$;
revoke execute on function public.wake_readers(uuid) from public, anon, authenticated, service_role;

-- From here on nobody gets in: not with a password, nor a refresh token, nor an access token that is still good.
create function public.request_account_deletion(account uuid) returns boolean
    language plpgsql security definer set search_path = ''
as $$
begin
    insert into public.account_deletions (account_id)
    select u.id from auth.users u where u.id = account
    on conflict do nothing;
    if not found then
        return false;
    end if;
    -- As Supabase Auth bans: its own server reads this, and ours does.
    update auth.users set banned_until = pg_catalog.now() + interval '100 years' where id = account;
    delete from auth.refresh_tokens where user_id = account::text;
    delete from auth.sessions where user_id = account;
    insert into public.audit_log (action, actor_id) values ('account.deletion_requested', account);
    perform public.wake_readers(account);
    return true;
end
$$;
revoke execute on function public.request_account_deletion(uuid) from public, anon, authenticated, service_role;
grant execute on function public.request_account_deletion(uuid) to service_role;

-- Every row hangs on the account's. Nothing happens to one whose deletion was not asked for.
create function public.erase_account(account uuid) returns boolean
    language plpgsql security definer set search_path = ''
as $$
begin
    if not exists (select from public.account_deletions d where d.account_id = account) then
        return false;
    end if;
    delete from auth.refresh_tokens where user_id = account::text;
    delete from auth.users where id = account;
    return found;
end
$$;
revoke execute on function public.erase_account(uuid) from public, anon, authenticated, service_role;
grant execute on function public.erase_account(uuid) to service_role;

-- However an account goes, by us, by Supabase Auth or by hand: its workflows are remembered, so that they go too, and the
-- log forgets who it was.
create function public.note_account_deletion() returns trigger
    language plpgsql security definer set search_path = ''
as $$
declare
    pseudonym uuid := pg_catalog.gen_random_uuid();
begin
    -- Who is just writing below a session is waited for, and comes into the lists; who comes later finds no session.
    perform s.id from public.chat_sessions s where s.user_id = old.id for update;
    insert into public.account_deletions (account_id, session_ids, track_ids, erased_at, next_step_at)
    values (old.id,
            array(select s.id from public.chat_sessions s where s.user_id = old.id),
            array(select p.track_id from public.user_progress p where p.user_id = old.id),
            pg_catalog.now(), pg_catalog.now())
    on conflict (account_id) do update
    set session_ids = excluded.session_ids, track_ids = excluded.track_ids, erased_at = excluded.erased_at,
        next_step_at = pg_catalog.now();
    update public.audit_log set actor_id = pseudonym, address = null where actor_id = old.id;
    insert into public.audit_log (action, actor_id) values ('account.deleted', pseudonym);
    perform public.wake_readers(old.id);
    return old;
end
$$;
revoke execute on function public.note_account_deletion() from public, anon, authenticated, service_role;

create trigger note_account_deletion before delete on auth.users
    for each row execute function public.note_account_deletion();
