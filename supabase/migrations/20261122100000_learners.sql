-- Who learns, and the role in which their requests reach the database.

-- A request's connection waits in a role that owns nothing and may read nothing: code that forgets
-- `set local role authenticated` sees empty hands instead of everybody's rows.
do $$
begin
    if not exists (select from pg_roles where rolname = 'chiron_request') then
        create role chiron_request nologin noinherit;
    end if;
exception when duplicate_object or unique_violation then
    null; -- roles belong to the whole cluster: another database of it was quicker
end
$$;
grant authenticated to chiron_request;
grant chiron_request to current_user;
grant usage on schema public to chiron_request;

create table public.profiles (
    id           uuid primary key references auth.users (id) on delete cascade,
    display_name text check (char_length(display_name) between 1 and 200),
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now()
);
comment on table public.profiles is 'What a learner tells about themselves; one row for each account.';

alter table public.profiles enable row level security;
create policy "learners read their own profile" on public.profiles
    for select to authenticated using (id = (select auth.uid()));
create policy "learners change their own profile" on public.profiles
    for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
grant select on public.profiles to authenticated;
grant update (display_name, updated_at) on public.profiles to authenticated;
grant select on public.profiles to service_role;

-- Every account has a profile, whoever made the account: our own sign-up or Supabase Auth.
create function public.create_profile() returns trigger
    language plpgsql security definer set search_path = ''
as $$
begin
    insert into public.profiles (id) values (new.id) on conflict (id) do nothing;
    return new;
end
$$;
revoke execute on function public.create_profile() from public, anon, authenticated;

create trigger create_profile after insert on auth.users
    for each row execute function public.create_profile();
