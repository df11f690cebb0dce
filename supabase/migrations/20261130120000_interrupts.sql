-- Leaving a track, and the questions of the server's own that a person must answer before something is done.

-- A path that was left keeps all of its progress; it says nothing until its learner takes it up again.
alter table public.user_progress
    add column left_at timestamptz,
    add check (left_at is null or status = 'in_progress');
comment on column public.user_progress.left_at is
    'When the learner left the track; null while they are on it. Taking it up again makes it null.';

-- A path that is taken up is due at once, whoever wrote the row.
create function public.take_path_up() returns trigger
    language plpgsql set search_path = ''
as $$
begin
    new.next_dispatch_at := pg_catalog.now() + interval '5 seconds';
    new.last_accessed_at := pg_catalog.now();
    return new;
end
$$;
create trigger take_path_up before update on public.user_progress
    for each row when (old.left_at is not null and new.left_at is null)
    execute function public.take_path_up();

create policy "learners take up the paths that they left" on public.user_progress
    for update to authenticated using (user_id = (select auth.uid()) and left_at is not null)
    with check (user_id = (select auth.uid()) and left_at is null);
grant update (left_at, session_id) on public.user_progress to authenticated;

create table public.interrupts (
    id              uuid primary key,
    session_id      uuid not null,
    user_id         uuid not null,
    turn_id         uuid not null,
    reason          text not null check (reason in ('confirmation')),
    message         text not null check (char_length(message) between 1 and 1000),
    response_schema jsonb not null check (jsonb_typeof(response_schema) = 'object'),
    action          jsonb not null check (jsonb_typeof(action) = 'object'),
    status          text not null default 'open' check (status in ('open', 'resolved', 'cancelled', 'expired')),
    payload         jsonb,
    created_at      timestamptz not null default now(),
    expires_at      timestamptz not null,
    answered_at     timestamptz,
    answer_turn_id  uuid references public.chat_turns (id) on delete set null,
    foreign key (turn_id, session_id, user_id) references public.chat_turns (id, session_id, user_id) on delete cascade,
    check ((answered_at is not null) = (status in ('resolved', 'cancelled'))),
    check (payload is null or status in ('resolved', 'cancelled'))
);
comment on table public.interrupts is
    'A question that stands before a deed of the server''s: a turn ended with it, and a later one does what was answered.';
comment on column public.interrupts.action is 'What is done when it is confirmed.';
comment on column public.interrupts.answer_turn_id is 'The turn that brought the answer, and says what was done.';
create index interrupts_of_session on public.interrupts (session_id, created_at);
create unique index interrupts_one_open on public.interrupts (session_id) where status = 'open';

-- A turn may carry the answer to such a question, and then does and says what follows from it.
alter table public.chat_turns add column interrupt_id uuid references public.interrupts (id) on delete set null;
comment on column public.chat_turns.interrupt_id is 'The interrupt that this turn answers.';

alter table public.interrupts enable row level security;
create policy "learners read their own interrupts" on public.interrupts
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners answer what they were asked, in time" on public.interrupts
    for update to authenticated using (user_id = (select auth.uid()) and status = 'open')
    with check (user_id = (select auth.uid()) and (
        (status = 'resolved' and answer_turn_id is not null and expires_at > now())
        or (status = 'cancelled' and answer_turn_id is not null)
        or (status = 'expired' and expires_at <= now())));
revoke all on public.interrupts from anon, authenticated;
grant select on public.interrupts to authenticated;
grant update (status, payload, answered_at, answer_turn_id) on public.interrupts to authenticated;
grant insert (interrupt_id) on public.chat_turns to authenticated;
grant select, insert, update on public.interrupts to service_role;
