create table public.notes (
    id         uuid primary key,
    user_id    uuid not null references auth.users (id) on delete cascade,
    text       text not null,
    summary    text,
    created_at timestamptz not null default now()
);

alter table public.notes enable row level security;
create policy "people see their own notes" on public.notes
    for select to authenticated using (user_id = (select auth.uid()));
create policy "people write their own notes" on public.notes
    for insert to authenticated with check (user_id = (select auth.uid()));

grant select, insert on public.notes to authenticated;
grant select, update on public.notes to service_role;
