-- A client's own tools: what a turn may call, what it has called, and what came of it. And what a turn cost.

alter table public.chat_turns
    add column client_tools jsonb check (jsonb_typeof(client_tools) = 'array'),
    add column usage        jsonb check (jsonb_typeof(usage) = 'array');
comment on column public.chat_turns.client_tools is
    'What the learner''s client can do besides showing components: name, description and parameters of each tool. null: nothing.';
comment on column public.chat_turns.usage is
    'What the calls of the model told of their costs, in order; null: nothing was told.';

create table public.tool_calls (
    id          uuid primary key,
    session_id  uuid not null,
    user_id     uuid not null,
    turn_id     uuid not null,
    message_id  uuid not null references public.chat_messages (id) on delete cascade,
    position    integer not null check (position >= 0),
    name        text not null check (char_length(name) between 1 and 200),
    arguments   text not null check (octet_length(arguments) <= 262144),
    status      text not null default 'pending' check (status in ('pending', 'answered', 'abandoned')),
    error       text check (octet_length(error) <= 1048576),
    created_at  timestamptz not null default now(),
    answered_at timestamptz,
    unique (turn_id, position),
    foreign key (turn_id, session_id, user_id) references public.chat_turns (id, session_id, user_id) on delete cascade,
    check ((status = 'answered') = (answered_at is not null)),
    check (error is null or status = 'answered')
);
comment on table public.tool_calls is
    'Calls of tools that a learner''s client runs; written when their turn ends. What came of one is the tool message that answers it.';
comment on column public.tool_calls.id is 'The toolCallId on the AG-UI wire; tool_call_id of the message that answers it.';
comment on column public.tool_calls.message_id is 'The reply that the call belongs to; empty when nothing was said.';
comment on column public.tool_calls.arguments is 'JSON as it was streamed.';
comment on column public.tool_calls.error is 'What went wrong in the tool, as the client tells it.';
create index tool_calls_of_session on public.tool_calls (session_id, turn_id);
create index tool_calls_pending on public.tool_calls (session_id) where status = 'pending';
create index tool_calls_of_message on public.tool_calls (message_id);

alter table public.tool_calls enable row level security;
create policy "learners read their own tool calls" on public.tool_calls
    for select to authenticated using (user_id = (select auth.uid()));
create policy "learners answer their own tool calls, or go on without" on public.tool_calls
    for update to authenticated using (user_id = (select auth.uid()) and status = 'pending')
    with check (user_id = (select auth.uid()) and status in ('answered', 'abandoned'));

grant select on public.tool_calls to authenticated;
grant update (status, error, answered_at) on public.tool_calls to authenticated;
grant insert (client_tools) on public.chat_turns to authenticated;
grant select, insert, update on public.tool_calls to service_role;

comment on column public.chat_messages.tool_call_id is 'The interaction, or the call of a client''s tool, that a tool message answers.';
