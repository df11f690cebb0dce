-- A learner's client chooses the ids of its messages, so an id is its learner's own: it is free although another learner
-- has used it. With one key for all, the answer told whether somebody had.
alter table public.tool_calls
    drop constraint tool_calls_message_id_fkey,
    add foreign key (message_id, session_id, user_id) references public.chat_messages (id, session_id, user_id)
        on delete cascade;

alter table public.chat_messages
    drop constraint chat_messages_pkey,
    add primary key (user_id, id);

drop index public.tool_calls_of_message;
create index tool_calls_of_message on public.tool_calls (message_id, session_id, user_id);
