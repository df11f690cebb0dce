-- What the tutor can teach from.

-- array_to_string is only stable in general; over text[] it never changes, which a generated column needs said.
create function public.snippet_search(title text, topic text, tags text[], content text) returns tsvector
    language sql immutable parallel safe set search_path = ''
as $$
    select pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.english', title), 'A')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.english',
               topic || ' ' || pg_catalog.array_to_string(tags, ' ; ')), 'B')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.english', content), 'C')
$$;

create table public.learning_content_snippets (
    id         uuid primary key default gen_random_uuid(),
    slug       text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    topic      text not null check (char_length(topic) between 1 and 100),
    title      text not null check (char_length(title) between 1 and 200),
    content    text not null check (char_length(content) between 1 and 20000),
    tags       text[] not null default '{}',
    search     tsvector generated always as (public.snippet_search(title, topic, tags, content)) stored,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table public.learning_content_snippets is 'Short lessons that the tutor answers from, in Markdown.';
create index learning_content_snippets_search on public.learning_content_snippets using gin (search);

alter table public.learning_content_snippets enable row level security;
create policy "every learner reads snippets" on public.learning_content_snippets
    for select to authenticated using (true);
create policy "teachers add snippets" on public.learning_content_snippets
    for insert to authenticated with check ((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'teacher');
create policy "teachers change snippets" on public.learning_content_snippets
    for update to authenticated using ((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'teacher')
    with check ((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'teacher');
create policy "teachers remove snippets" on public.learning_content_snippets
    for delete to authenticated using ((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'teacher');
grant select, insert, update, delete on public.learning_content_snippets to authenticated;
grant select on public.learning_content_snippets to service_role;
