-- Learners on their tracks: progress, graded answers, and what ties a path to the chat.

create table public.user_progress (
    id                 uuid primary key default gen_random_uuid(),
    user_id            uuid not null,
    track_id           uuid not null references public.learning_tracks (id),
    session_id         uuid not null,
    current_unit_id    uuid references public.learning_units (id),
    completed_unit_ids uuid[] not null default '{}',
    assessment_results jsonb not null default '{}' check (jsonb_typeof(assessment_results) = 'object'),
    status             text not null default 'not_started' check (status in ('not_started', 'in_progress', 'completed')),
    step               integer not null default 0 check (step >= 0),
    plan               jsonb,
    next_dispatch_at   timestamptz not null default now() + interval '5 seconds',
    started_at         timestamptz not null default now(),
    last_accessed_at   timestamptz not null default now(),
    completed_at       timestamptz,
    unique (user_id, track_id),
    foreign key (session_id, user_id) references public.chat_sessions (id, user_id) on delete cascade,
    check ((completed_at is not null) = (status = 'completed'))
);
comment on table public.user_progress is
    'A learner on a track. Also the outbox: a path that no workflow has taken is started again at next_dispatch_at.';
comment on column public.user_progress.step is 'Rises with every decision of the path; a repeated one is recognised by it.';
comment on column public.user_progress.plan is 'What the path shows at this step: written with the decision, shown after it.';
create index user_progress_due on public.user_progress (next_dispatch_at) where status <> 'completed';
create index user_progress_of_session on public.user_progress (session_id);
create index user_progress_at_unit on public.user_progress (current_unit_id) where current_unit_id is not null;

-- Progress only grows, whatever the code above thinks.
create function public.keep_progress_growing() returns trigger
    language plpgsql set search_path = ''
as $$
begin
    if not new.completed_unit_ids operator(pg_catalog.@>) old.completed_unit_ids
        or pg_catalog.cardinality(new.completed_unit_ids)
            <> (select pg_catalog.count(distinct each) from pg_catalog.unnest(new.completed_unit_ids) each)
        or (old.status = 'completed' and new.status <> 'completed')
        or (old.status = 'in_progress' and new.status = 'not_started')
        or new.step < old.step
        or (new.current_unit_id is not null and new.current_unit_id is distinct from old.current_unit_id
            and not exists (select from public.track_learning_units t
                            where t.track_id = new.track_id and t.unit_id = new.current_unit_id))
    then
        raise check_violation using message = 'progress only grows, and only within its track';
    end if;
    return new;
end
$$;
create trigger keep_progress_growing before update on public.user_progress
    for each row execute function public.keep_progress_growing();

-- A shown component belongs to the session itself, or to the path that showed it.
alter table public.component_interactions
    add column track_id       uuid references public.learning_tracks (id),
    add column unit_id        uuid references public.learning_units (id),
    add column message_id     uuid,
    add column answer_turn_id uuid references public.chat_turns (id) on delete set null,
    add column hints_given    integer not null default 0 check (hints_given >= 0),
    add check ((track_id is null) = (unit_id is null));
create index component_interactions_of_unit on public.component_interactions (unit_id) where unit_id is not null;
comment on column public.component_interactions.track_id is 'The path that waits for the answer; none: the session does.';
comment on column public.component_interactions.message_id is 'The reply that the component was shown with.';

create table public.interaction_keys (
    interaction_id uuid primary key,
    turn_id        uuid not null references public.chat_turns (id) on delete cascade,
    answer_key     jsonb not null check (jsonb_typeof(answer_key) = 'object')
);
comment on table public.interaction_keys is
    'What an answer is graded by, as it stood when the question was shown; written before the question is. No learner''s role may read it.';
alter table public.interaction_keys enable row level security;
revoke all on public.interaction_keys from anon, authenticated;
grant select, insert on public.interaction_keys to service_role;

create table public.assessment_attempts (
    id             uuid primary key default gen_random_uuid(),
    user_id        uuid not null references auth.users (id) on delete cascade,
    track_id       uuid not null references public.learning_tracks (id),
    unit_id        uuid not null references public.learning_units (id),
    interaction_id uuid not null unique references public.component_interactions (id) on delete cascade,
    attempt        integer not null check (attempt >= 1),
    reply          jsonb not null,
    score          integer check (score between 0 and 100),
    passed         boolean not null,
    created_at     timestamptz not null default now(),
    unique (user_id, track_id, unit_id, attempt)
);
comment on table public.assessment_attempts is
    'One row for each graded answer; never changed. score is null where there is nothing to grade.';
create index assessment_attempts_of_unit on public.assessment_attempts (unit_id);

-- A turn may carry an answer, may wait for its path's decision, and says what its reader's client can show.
alter table public.chat_turns
    add column interaction_id     uuid references public.component_interactions (id) on delete set null,
    add column track_id           uuid references public.learning_tracks (id) on delete set null,
    add column task               jsonb,
    add column offered_components text[];
comment on column public.chat_turns.interaction_id is 'The shown component that this turn answers.';
comment on column public.chat_turns.track_id is
    'The path that decides what this turn is to say, in task; until it has, the turn is dispatched to the path.';
comment on column public.chat_turns.offered_components is
    'What the learner''s client can show; null: it did not say, and can show all.';
alter table public.chat_sessions add column offered_components text[];
comment on column public.chat_sessions.offered_components is 'As its latest turn said, for turns that the server starts.';

alter table public.chat_messages
    add column tool_call_id uuid,
    add check ((role = 'tool') = (tool_call_id is not null));
comment on column public.chat_messages.tool_call_id is 'The interaction that a tool message answers.';
create unique index chat_messages_one_answer on public.chat_messages (tool_call_id) where tool_call_id is not null;

alter table public.user_progress enable row level security;
alter table public.assessment_attempts enable row level security;

create policy "learners read their own progress" on public.user_progress
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners start their own paths" on public.user_progress
    for insert to authenticated with check (user_id = (select auth.uid()) and status = 'not_started' and step = 0);
create policy "learners read their own attempts" on public.assessment_attempts
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners answer what they were shown" on public.component_interactions
    for update to authenticated using (user_id = (select auth.uid()) and status = 'open')
    with check (user_id = (select auth.uid()) and status = 'answered' and answer_turn_id is not null);
drop policy "learners say only their own part" on public.chat_messages;
create policy "learners say only their own part" on public.chat_messages
    for insert to authenticated with check (user_id = (select auth.uid()) and role in ('user', 'tool'));

grant select on public.user_progress, public.assessment_attempts to authenticated;
grant insert (id, user_id, track_id, session_id) on public.user_progress to authenticated;
grant update (status, reply, answered_at, answer_turn_id) on public.component_interactions to authenticated;
grant insert (interaction_id, track_id, offered_components) on public.chat_turns to authenticated;
grant insert (tool_call_id) on public.chat_messages to authenticated;
grant update (offered_components) on public.chat_sessions to authenticated;

grant select, update on public.user_progress to service_role;
grant select, insert on public.assessment_attempts to service_role;
grant insert on public.chat_turns to service_role;
