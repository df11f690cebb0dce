-- Branches of a thread: what a learner takes back stays stored, and is not part of the thread any more. Also what a
-- run brings besides its history: parts of messages, context, the run it came from.

alter table public.chat_messages
    add column superseded_at timestamptz,
    add column parts jsonb check (jsonb_typeof(parts) = 'array'),
    add check (parts is null or role = 'user'),
    add unique (id, session_id, user_id);
comment on column public.chat_messages.superseded_at is
    'The learner went back to before this message and on from there; the thread is the messages where this is null.';
comment on column public.chat_messages.parts is
    'The parts of a multimodal message as its client sent them; content says in words what they are.';
comment on column public.chat_messages.wire_id is
    'The message id that an AG-UI client chose, when it is not the row''s own id.';

create index chat_messages_with_parts on public.chat_messages (session_id, position) where parts is not null;

-- An id names one message of a thread; what was superseded keeps the id that it had.
drop index public.chat_messages_wire_id;
create unique index chat_messages_wire_id on public.chat_messages (session_id, coalesce(wire_id, id::text))
    where superseded_at is null;

alter table public.chat_turns
    add column parent_run_id text check (char_length(parent_run_id) between 1 and 200),
    add column context jsonb check (jsonb_typeof(context) = 'array'),
    add column again_message_id uuid,
    add foreign key (again_message_id, session_id, user_id) references public.chat_messages (id, session_id, user_id)
        on delete cascade,
    add check (again_message_id is null or origin = 'learner');
comment on column public.chat_turns.parent_run_id is 'The run that this one came from, as its client said.';
comment on column public.chat_turns.context is
    'What the learner''s page says of itself: [{"description","value"}]. Data for the model, never instructions.';
comment on column public.chat_turns.again_message_id is
    'The learner''s message of an earlier turn that this turn answers once more, after its reply was superseded.';
create index chat_turns_again on public.chat_turns (again_message_id) where again_message_id is not null;

-- A learner takes back only their own words and the tutor's answers to them: never what a path said or asked, nor
-- what was answered to it. Nothing comes back once it is superseded, and nothing else of a message ever changes.
create policy "learners take back what no path waits for" on public.chat_messages
    for update to authenticated
    using (
        user_id = (select auth.uid()) and superseded_at is null
        and exists (select from public.chat_turns t
                    where t.id = turn_id and t.origin = 'learner' and t.track_id is null
                      and t.status in ('completed', 'stopped', 'failed')))
    with check (user_id = (select auth.uid()) and superseded_at = now());
create policy "learners take back questions that no path asks" on public.component_interactions
    for update to authenticated
    using (user_id = (select auth.uid()) and status = 'open' and track_id is null)
    with check (
        user_id = (select auth.uid()) and status = 'superseded' and track_id is null
        and reply is null and answer_turn_id is null and answered_at is null);

grant update (superseded_at) on public.chat_messages to authenticated;
grant insert (parts) on public.chat_messages to authenticated;
grant insert (parent_run_id, context, again_message_id) on public.chat_turns to authenticated;
