-- Chat sessions, their turns and messages, and the live events of a turn.
--
-- A row of a child table names its owner and points at its parent by (id, user_id): a row that belongs
-- to one learner can never hang below another's, whatever the code above does.

create table public.chat_sessions (
    id              uuid primary key default gen_random_uuid(),
    user_id         uuid not null references auth.users (id) on delete cascade,
    thread_id       text not null check (char_length(thread_id) between 1 and 200),
    title           text check (char_length(title) between 1 and 200),
    created_at      timestamptz not null default now(),
    last_message_at timestamptz,
    unique (id, user_id),
    unique (user_id, thread_id)
);
comment on column public.chat_sessions.thread_id is 'The AG-UI threadId; unique for its learner only.';
create index chat_sessions_by_learner on public.chat_sessions (user_id, created_at desc, id desc);

create table public.chat_turns (
    id               uuid primary key default gen_random_uuid(),
    session_id       uuid not null,
    user_id          uuid not null,
    run_id           text not null check (char_length(run_id) between 1 and 200),
    origin           text not null default 'learner' check (origin in ('learner', 'server')),
    status           text not null default 'accepted'
                     check (status in ('accepted', 'running', 'completed', 'stopped', 'failed')),
    epoch            integer not null default 0,
    error_code       text,
    next_dispatch_at timestamptz not null default now() + interval '5 seconds',
    position         bigint generated always as identity,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    ended_at         timestamptz,
    unique (id, session_id, user_id),
    unique (session_id, run_id),
    foreign key (session_id, user_id) references public.chat_sessions (id, user_id) on delete cascade,
    check ((ended_at is not null) = (status in ('completed', 'stopped', 'failed')))
);
comment on table public.chat_turns is
    'One exchange. Also the outbox: an accepted turn that no workflow has taken is signalled again at next_dispatch_at.';
comment on column public.chat_turns.epoch is
    'Rises with every attempt to answer. What an earlier attempt still writes is refused by its old epoch.';
create index chat_turns_of_session on public.chat_turns (session_id, position);
create index chat_turns_unfinished on public.chat_turns (next_dispatch_at) where status in ('accepted', 'running');
create index chat_turns_ended on public.chat_turns (ended_at) where ended_at is not null;

create table public.chat_messages (
    id         uuid primary key default gen_random_uuid(),
    session_id uuid not null,
    user_id    uuid not null,
    turn_id    uuid not null,
    role       text not null check (role in ('user', 'assistant', 'tool')),
    content    text not null check (char_length(content) <= 1000000),
    wire_id    text check (char_length(wire_id) between 1 and 200),
    stopped    boolean not null default false,
    position   bigint generated always as identity,
    created_at timestamptz not null default now(),
    foreign key (turn_id, session_id, user_id) references public.chat_turns (id, session_id, user_id) on delete cascade
);
comment on column public.chat_messages.wire_id is 'The message id that an AG-UI client chose, when it is not a UUID.';
comment on column public.chat_messages.stopped is 'The learner stopped the reply: this is what was said until then.';
create index chat_messages_of_session on public.chat_messages (session_id, position);
create unique index chat_messages_one_reply on public.chat_messages (turn_id) where role = 'assistant';
create unique index chat_messages_wire_id on public.chat_messages (session_id, wire_id) where wire_id is not null;

create table public.turn_events (
    turn_id  uuid not null references public.chat_turns (id) on delete cascade,
    position bigint not null,
    user_id  uuid not null,
    type     text not null,
    data     jsonb not null,
    primary key (turn_id, position)
);
comment on table public.turn_events is
    'The live events of a turn, kept until a grace period after its end. position = epoch * 2^32 + number in the epoch.';

alter table public.chat_sessions enable row level security;
alter table public.chat_turns enable row level security;
alter table public.chat_messages enable row level security;
alter table public.turn_events enable row level security;

create policy "learners read their own sessions" on public.chat_sessions
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners open their own sessions" on public.chat_sessions
    for insert to authenticated with check (user_id = (select auth.uid()));
create policy "learners change their own sessions" on public.chat_sessions
    for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "learners read their own turns" on public.chat_turns
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners start their own turns" on public.chat_turns
    for insert to authenticated with check (user_id = (select auth.uid()) and origin = 'learner' and status = 'accepted');
create policy "learners read their own messages" on public.chat_messages
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners say only their own part" on public.chat_messages
    for insert to authenticated with check (user_id = (select auth.uid()) and role = 'user');
create policy "learners read the events of their own turns" on public.turn_events
    for select to authenticated using (user_id = (select auth.uid()));

grant select on public.chat_sessions, public.chat_turns, public.chat_messages, public.turn_events to authenticated;
grant insert (id, user_id, thread_id, title, last_message_at) on public.chat_sessions to authenticated;
grant update (title, last_message_at) on public.chat_sessions to authenticated;
grant insert (id, session_id, user_id, run_id) on public.chat_turns to authenticated;
grant insert (id, session_id, user_id, turn_id, role, content, wire_id) on public.chat_messages to authenticated;

grant select, update on public.chat_sessions to service_role;
grant select, update on public.chat_turns to service_role;
grant select, insert on public.chat_messages to service_role;
grant select, insert, delete on public.turn_events to service_role;
