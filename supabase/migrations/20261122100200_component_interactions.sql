-- Components that were shown in the chat, waiting for or holding the learner's answer.

create table public.component_interactions (
    id          uuid primary key,
    session_id  uuid not null,
    user_id     uuid not null,
    turn_id     uuid not null,
    name        text not null,
    arguments   jsonb not null,
    status      text not null default 'open' check (status in ('open', 'answered', 'superseded')),
    reply       jsonb,
    created_at  timestamptz not null default now(),
    answered_at timestamptz,
    foreign key (turn_id, session_id, user_id) references public.chat_turns (id, session_id, user_id) on delete cascade,
    check ((status = 'answered') = (answered_at is not null))
);
comment on column public.component_interactions.id is 'interaction_id = the toolCallId on the AG-UI wire.';
create index component_interactions_of_session on public.component_interactions (session_id, created_at);
create unique index component_interactions_one_open on public.component_interactions (session_id) where status = 'open';

alter table public.component_interactions enable row level security;
create policy "learners read their own interactions" on public.component_interactions
    for select to authenticated using (user_id = (select auth.uid()));
grant select on public.component_interactions to authenticated;
grant select, insert, update on public.component_interactions to service_role;
