-- Learning tracks: what there is to learn, in which order, and the key to its questions.

create table public.learning_tracks (
    id          uuid primary key default gen_random_uuid(),
    title       text not null check (char_length(title) between 1 and 200),
    description text not null default '' check (char_length(description) <= 2000),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);
comment on table public.learning_tracks is 'A learning track; its units stand in track_learning_units.';

create table public.learning_units (
    id                         uuid primary key default gen_random_uuid(),
    title                      text not null check (char_length(title) between 1 and 200),
    unit_type                  text not null check (unit_type in
                               ('content_snippet', 'mcq_component', 'slider_component', 'external_link')),
    content_config             jsonb not null check (jsonb_typeof(content_config) = 'object'),
    estimated_duration_minutes integer not null default 5 check (estimated_duration_minutes between 1 and 600),
    remedial_unit_id           uuid references public.learning_units (id),
    prerequisite_unit_ids      uuid[] not null default '{}',
    created_at                 timestamptz not null default now(),
    updated_at                 timestamptz not null default now(),
    check (remedial_unit_id <> id),
    -- What tells the answer has its place in learning_unit_keys; a mistake above must not put it here.
    check (not content_config ?| array['correct_option_id', 'option_feedback', 'target_value', 'tolerance',
                                       'zero_distance', 'explanation', 'hints'])
);
comment on table public.learning_units is
    'A unit of tracks, or a remedial unit. What learners may see of it before they answer.';
create index learning_units_remedial on public.learning_units (remedial_unit_id) where remedial_unit_id is not null;
create index learning_units_prerequisites on public.learning_units using gin (prerequisite_unit_ids);

create table public.learning_unit_keys (
    unit_id    uuid primary key references public.learning_units (id) on delete cascade,
    answer_key jsonb not null check (jsonb_typeof(answer_key) = 'object')
);
comment on table public.learning_unit_keys is
    'What tells a unit''s answer: the right option or value, explanations, hints. No learner''s role may read it.';

create table public.track_learning_units (
    track_id       uuid not null references public.learning_tracks (id) on delete cascade,
    unit_id        uuid not null references public.learning_units (id),
    sequence_order integer not null check (sequence_order >= 1),
    primary key (track_id, unit_id),
    unique (track_id, sequence_order) deferrable initially deferred
);
create index track_learning_units_of_unit on public.track_learning_units (unit_id);

create function public.is_teacher() returns boolean
    language sql stable set search_path = ''
as $$
    select coalesce((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'teacher', false)
$$;
grant execute on function public.is_teacher() to authenticated;

alter table public.learning_tracks enable row level security;
alter table public.learning_units enable row level security;
alter table public.learning_unit_keys enable row level security;
alter table public.track_learning_units enable row level security;

create policy "every learner reads tracks" on public.learning_tracks for select to authenticated using (true);
create policy "teachers add tracks" on public.learning_tracks
    for insert to authenticated with check ((select public.is_teacher()));
create policy "teachers change tracks" on public.learning_tracks
    for update to authenticated using ((select public.is_teacher())) with check ((select public.is_teacher()));
create policy "teachers remove tracks" on public.learning_tracks
    for delete to authenticated using ((select public.is_teacher()));

create policy "every learner reads units" on public.learning_units for select to authenticated using (true);
create policy "teachers add units" on public.learning_units
    for insert to authenticated with check ((select public.is_teacher()));
create policy "teachers change units" on public.learning_units
    for update to authenticated using ((select public.is_teacher())) with check ((select public.is_teacher()));
create policy "teachers remove units" on public.learning_units
    for delete to authenticated using ((select public.is_teacher()));

create policy "every learner reads the order of units" on public.track_learning_units
    for select to authenticated using (true);
create policy "teachers add to tracks" on public.track_learning_units
    for insert to authenticated with check ((select public.is_teacher()));
create policy "teachers reorder tracks" on public.track_learning_units
    for update to authenticated using ((select public.is_teacher())) with check ((select public.is_teacher()));
create policy "teachers take out of tracks" on public.track_learning_units
    for delete to authenticated using ((select public.is_teacher()));

-- Projects of older days grant every new table to everybody.
revoke all on public.learning_unit_keys from anon, authenticated;
grant select, insert, update, delete on public.learning_tracks, public.learning_units, public.track_learning_units
    to authenticated;
grant select on public.learning_tracks, public.learning_units, public.track_learning_units, public.learning_unit_keys
    to service_role;

-- The only way for a request to a key, and for a teacher's only.
create function public.set_unit_answer_key(unit uuid, answer_key jsonb) returns void
    language plpgsql security definer set search_path = ''
as $$
begin
    if not public.is_teacher() then
        raise insufficient_privilege using message = 'only teachers set answer keys';
    end if;
    insert into public.learning_unit_keys (unit_id, answer_key) values (set_unit_answer_key.unit, set_unit_answer_key.answer_key)
    on conflict (unit_id) do update set answer_key = excluded.answer_key;
end
$$;

create function public.get_unit_answer_key(unit uuid) returns jsonb
    language plpgsql stable security definer set search_path = ''
as $$
begin
    if not public.is_teacher() then
        raise insufficient_privilege using message = 'only teachers read answer keys';
    end if;
    return (select k.answer_key from public.learning_unit_keys k where k.unit_id = get_unit_answer_key.unit);
end
$$;
revoke execute on function public.set_unit_answer_key(uuid, jsonb), public.get_unit_answer_key(uuid)
    from public, anon, authenticated;
grant execute on function public.set_unit_answer_key(uuid, jsonb), public.get_unit_answer_key(uuid) to authenticated;
