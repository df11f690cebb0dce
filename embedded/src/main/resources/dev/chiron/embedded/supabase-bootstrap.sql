-- What every Supabase project has before its first migration: the roles of the API, the schemas auth and extensions,
-- the tables of Supabase Auth that an application may refer to, and the functions that policies are written with.
-- Runs in one transaction, again whenever this file changes, so every statement must bear being repeated.

-- Roles belong to the whole server: another database may be preparing itself right now.
do $$
declare
    wanted record;
    granted text;
begin
    for wanted in
        select *
        from (values
            ('anon', 'nologin noinherit'),
            ('authenticated', 'nologin noinherit'),
            ('service_role', 'nologin noinherit bypassrls'),
            -- Has no password, so nobody logs in as it until an administrator gives it one.
            ('authenticator', 'login noinherit'),
            ('supabase_auth_admin', 'nologin noinherit')
        ) as roles (name, attributes)
    loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
            begin
                execute format('create role %I %s', wanted.name, wanted.attributes);
            exception
                when duplicate_object or unique_violation then null;
            end;
        end if;
    end loop;

    foreach granted in array array['anon', 'authenticated', 'service_role'] loop
        if not pg_catalog.pg_has_role('authenticator', granted, 'member') then
            execute format('grant %I to authenticator', granted);
        end if;
    end loop;

    -- A login that is not a superuser must be able to become what it has just made.
    if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
        foreach granted in array array['anon', 'authenticated', 'service_role', 'supabase_auth_admin'] loop
            execute format('grant %I to %I', granted, current_user);
        end loop;
    end if;
end
$$;

create schema if not exists extensions;
create schema if not exists auth authorization supabase_auth_admin;
grant usage on schema extensions to anon, authenticated, service_role;

do $$
declare
    wanted text;
begin
    foreach wanted in array array['pgcrypto', 'uuid-ossp'] loop
        if exists (select from pg_catalog.pg_available_extensions where name = wanted and installed_version is null) then
            execute format('create extension if not exists %I with schema extensions', wanted);
        end if;
    end loop;
end
$$;

-- Tables of an application live in public; each migration grants what the API may touch, nothing is granted by default.
grant usage on schema public to anon, authenticated, service_role;
revoke create on schema public from public;

-- From here on everything belongs to Supabase Auth, and nobody but a superuser can touch it.
set local role supabase_auth_admin;

create table if not exists auth.users (
    instance_id uuid,
    id uuid not null,
    aud varchar(255),
    role varchar(255),
    email varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    invited_at timestamptz,
    confirmation_token varchar(255),
    confirmation_sent_at timestamptz,
    recovery_token varchar(255),
    recovery_sent_at timestamptz,
    email_change_token_new varchar(255),
    email_change varchar(255),
    email_change_sent_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    is_super_admin boolean,
    created_at timestamptz,
    updated_at timestamptz,
    phone text default null::character varying,
    phone_confirmed_at timestamptz,
    phone_change text default ''::character varying,
    phone_change_token varchar(255) default '',
    phone_change_sent_at timestamptz,
    confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
    email_change_token_current varchar(255) default '',
    email_change_confirm_status smallint default 0,
    banned_until timestamptz,
    reauthentication_token varchar(255) default '',
    reauthentication_sent_at timestamptz,
    is_sso_user boolean not null default false,
    deleted_at timestamptz,
    is_anonymous boolean not null default false,
    constraint users_pkey primary key (id),
    constraint users_phone_key unique (phone),
    constraint users_email_change_confirm_status_check check (email_change_confirm_status between 0 and 2)
);

-- As Supabase has it; people who sign in through their organisation may share an address.
create unique index if not exists users_email_partial_key on auth.users (email) where is_sso_user = false;
-- Supabase Auth lower-cases addresses before it stores them; here the table itself makes sure.
create unique index if not exists users_lower_email_key on auth.users (lower(email)) where is_sso_user = false;
create index if not exists users_instance_id_idx on auth.users (instance_id);
create index if not exists users_instance_id_email_idx on auth.users (instance_id, lower(email));
create index if not exists users_is_anonymous_idx on auth.users (is_anonymous);

create table if not exists auth.identities (
    provider_id text not null,
    user_id uuid not null,
    identity_data jsonb not null,
    provider text not null,
    last_sign_in_at timestamptz,
    created_at timestamptz,
    updated_at timestamptz,
    email text generated always as (lower(identity_data ->> 'email')) stored,
    id uuid not null default gen_random_uuid(),
    constraint identities_pkey primary key (id),
    constraint identities_provider_id_provider_unique unique (provider_id, provider),
    constraint identities_user_id_fkey foreign key (user_id) references auth.users (id) on delete cascade
);

create index if not exists identities_user_id_idx on auth.identities (user_id);

do $$
begin
    if to_regtype('auth.aal_level') is null then
        create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
    end if;
end
$$;

create table if not exists auth.sessions (
    id uuid not null,
    user_id uuid not null,
    created_at timestamptz,
    updated_at timestamptz,
    factor_id uuid,
    aal auth.aal_level,
    not_after timestamptz,
    refreshed_at timestamp without time zone,
    user_agent text,
    ip inet,
    tag text,
    constraint sessions_pkey primary key (id),
    constraint sessions_user_id_fkey foreign key (user_id) references auth.users (id) on delete cascade
);

create index if not exists sessions_user_id_idx on auth.sessions (user_id);
create index if not exists sessions_not_after_idx on auth.sessions (not_after desc);

-- user_id is text and without a foreign key in Supabase Auth as well; the session is what ties a token to a person.
create table if not exists auth.refresh_tokens (
    instance_id uuid,
    id bigserial not null,
    token varchar(255),
    user_id varchar(255),
    revoked boolean,
    created_at timestamptz,
    updated_at timestamptz,
    parent varchar(255),
    session_id uuid,
    constraint refresh_tokens_pkey primary key (id),
    constraint refresh_tokens_token_unique unique (token),
    constraint refresh_tokens_session_id_fkey foreign key (session_id) references auth.sessions (id) on delete cascade
);

create index if not exists refresh_tokens_instance_id_user_id_idx on auth.refresh_tokens (instance_id, user_id);
create index if not exists refresh_tokens_parent_idx on auth.refresh_tokens (parent);
create index if not exists refresh_tokens_session_id_revoked_idx on auth.refresh_tokens (session_id, revoked);

-- Supabase Auth can take such a database over: its own migrations run on it as they are, but for these. They rebuild or
-- fill in what stands above in its newest form already, and would fail on it or lose a key.
create table if not exists auth.schema_migrations (
    version varchar(14) not null,
    constraint schema_migrations_pkey primary key (version)
);
create unique index if not exists schema_migrations_version_idx on auth.schema_migrations (version);
insert into auth.schema_migrations (version)
values ('20210927181326'), ('20221114143410'), ('20221125140132'), ('20221208132122'), ('20230131181311'), ('20231117164230')
on conflict do nothing;

-- What earlier versions of this program have left out, and Supabase Auth cannot do without.
alter table auth.users alter column phone set default null::character varying;
alter table auth.users alter column phone_change set default ''::character varying;
update auth.users
set confirmation_token = coalesce(confirmation_token, ''),
    recovery_token = coalesce(recovery_token, ''),
    email_change_token_new = coalesce(email_change_token_new, ''),
    email_change = coalesce(email_change, '')
where confirmation_token is null or recovery_token is null or email_change_token_new is null or email_change is null;
update auth.refresh_tokens set instance_id = '00000000-0000-0000-0000-000000000000' where instance_id is null;
update auth.refresh_tokens set parent = '' where parent is null;
insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
select id::text, id, jsonb_build_object('sub', id, 'email', email, 'email_verified', false, 'phone_verified', false),
       'email', last_sign_in_at, created_at, updated_at
from auth.users
where encrypted_password <> '' and email is not null
  and not exists (select from auth.identities known where known.user_id = users.id and known.provider = 'email');

alter table auth.schema_migrations enable row level security;
alter table auth.users enable row level security;
alter table auth.identities enable row level security;
alter table auth.sessions enable row level security;
alter table auth.refresh_tokens enable row level security;

-- Who is asking. A setting that an earlier transaction on the connection has made local reads '' afterwards, not null.
create or replace function auth.jwt() returns jsonb language sql stable
return coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
)::jsonb;

create or replace function auth.uid() returns uuid language sql stable
return coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
)::uuid;

create or replace function auth.role() returns text language sql stable
return coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
);

create or replace function auth.email() returns text language sql stable
return coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
);

grant usage on schema auth to anon, authenticated, service_role;
grant execute on function auth.jwt(), auth.uid(), auth.role(), auth.email() to anon, authenticated, service_role;

reset role;
