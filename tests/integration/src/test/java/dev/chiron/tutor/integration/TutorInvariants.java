package dev.chiron.tutor.integration;

import static dev.chiron.testkit.StackInvariant.always;
import static dev.chiron.testkit.StackInvariant.soon;

import dev.chiron.testkit.StackInvariant;
import dev.chiron.testkit.StackInvariants;
import java.util.List;

/** What is true of the tutor's rows whatever was said, killed, cut or repeated. Each query gives the rows of which it is not. */
final class TutorInvariants implements StackInvariants {

    @Override
    public List<StackInvariant> all() {
        return List.of(
                always("every account has a profile", """
                        select u.id from auth.users u
                        where not exists (select from public.profiles p where p.id = u.id)
                        """),
                always("what a learner says is stored with its turn, or with the one that this answers again", """
                        select t.id, t.status from public.chat_turns t
                        where t.origin = 'learner' and t.again_message_id is null and t.interrupt_id is null and not exists (
                            select from public.chat_messages m where m.turn_id = t.id and m.role in ('user', 'tool'))
                        """),
                always("a turn of the server's own says what a path has decided, and nobody else speaks in it", """
                        select t.id, t.status from public.chat_turns t
                        where t.origin = 'server' and (t.track_id is null or t.task is null or exists (
                            select from public.chat_messages m where m.turn_id = t.id and m.role in ('user', 'tool')))
                        """),
                always(
                        "a turn that answers again answers what the learner said before, and nothing else is said in it",
                        """
                        select t.id, m.role, m.position from public.chat_turns t
                        join public.chat_messages m on m.id = t.again_message_id
                        where m.session_id <> t.session_id or m.role = 'assistant' or m.turn_id = t.id or exists (
                            select from public.chat_messages o where o.turn_id = t.id and o.role in ('user', 'tool'))
                        """),
                always("what a path said, asked or was told stays in its thread", """
                        select m.id, m.role, t.origin, t.track_id from public.chat_messages m
                        join public.chat_turns t on t.id = m.turn_id
                        where m.superseded_at is not null and (t.origin = 'server' or t.track_id is not null)
                        """),
                always("what is taken back was answered, or nobody was answering it", """
                        select m.id, m.role, t.status from public.chat_messages m
                        join public.chat_turns t on t.id = m.turn_id
                        where m.superseded_at is not null and t.ended_at is null
                        """),
                always("what is open to be answered stands in the thread, and an answer with its question", """
                        select i.id, i.status, m.id as asked from public.component_interactions i
                        join public.chat_messages m on m.id = i.message_id
                        where m.superseded_at is not null and (i.status = 'open' or exists (
                            select from public.chat_messages a where a.tool_call_id = i.id and a.superseded_at is null))
                        """),
                always("one turn of a session runs at a time", """
                        select session_id, array_agg(id) as turns from public.chat_turns where status = 'running'
                        group by session_id having count(*) > 1
                        """),
                always("a turn has one reply at most, and a completed one exactly one", """
                        select t.id, t.status, count(m.id) as replies from public.chat_turns t
                        left join public.chat_messages m on m.turn_id = t.id and m.role = 'assistant'
                        group by t.id
                        having count(m.id) > 1 or (t.status = 'completed' and count(m.id) = 0)
                        """),
                always("a turn that goes on has no reply yet, and nothing to answer", """
                        select t.id, t.status from public.chat_turns t
                        where t.ended_at is null and (
                            exists (select from public.chat_messages m where m.turn_id = t.id and m.role = 'assistant')
                            or exists (select from public.component_interactions i where i.turn_id = t.id))
                        """),
                always("a turn that failed says why and nothing else; no other has an error", """
                        select t.id, t.status, t.error_code, m.content from public.chat_turns t
                        left join public.chat_messages m on m.turn_id = t.id and m.role = 'assistant'
                        where (t.status = 'failed') <> (t.error_code is not null)
                           or (t.status = 'failed' and m.content <> '')
                        """),
                always("only the reply of a stopped turn is a stopped one", """
                        select m.id, m.role, t.status from public.chat_messages m
                        join public.chat_turns t on t.id = m.turn_id
                        where m.stopped and (m.role <> 'assistant' or t.status <> 'stopped')
                        """),
                always("what is stored is what was streamed", """
                        select m.id, m.content, e.streamed from public.chat_messages m
                        join lateral (
                            select string_agg(e.data ->> 'text', '' order by e.position) as streamed
                            from public.turn_events e
                            where e.turn_id = m.turn_id and e.type = 'reply_delta' and e.data ->> 'message_id' = m.id::text
                        ) e on true
                        where m.role = 'assistant' and m.content <> e.streamed
                        """),
                always("the events of a turn end with its end, once, and none is of an attempt that never was", """
                        select t.id, t.status, array_agg(e.type order by e.position) as events from public.chat_turns t
                        join public.turn_events e on e.turn_id = t.id
                        group by t.id
                        having max(e.position >> 32) > t.epoch
                            or (t.ended_at is null
                                and count(*) filter (where e.type in ('completed', 'stopped', 'failed')) > 0)
                            or (t.ended_at is not null
                                and (count(*) filter (where e.type in ('completed', 'stopped', 'failed')) <> 1
                                     or max(e.position) <> max(e.position) filter (where e.type = t.status)))
                        """),
                always("a row is its turn's learner's", """
                        select e.turn_id as row, 'turn_events' as in_table from public.turn_events e
                        join public.chat_turns t on t.id = e.turn_id where t.user_id <> e.user_id
                        union all
                        select t.id, 'chat_turns' from public.chat_turns t
                        join public.component_interactions i on i.id = t.interaction_id where i.user_id <> t.user_id
                        union all
                        select i.id, 'component_interactions' from public.component_interactions i
                        join public.chat_turns t on t.id = i.answer_turn_id where t.user_id <> i.user_id
                        union all
                        select t.id, 'chat_turns of interrupts' from public.chat_turns t
                        join public.interrupts i on i.id = t.interrupt_id
                        where i.user_id <> t.user_id or i.session_id <> t.session_id
                        union all
                        select i.id, 'interrupts' from public.interrupts i
                        join public.chat_turns t on t.id = i.answer_turn_id
                        where t.user_id <> i.user_id or t.session_id <> i.session_id
                        union all
                        select a.id, 'assessment_attempts' from public.assessment_attempts a
                        join public.component_interactions i on i.id = a.interaction_id where i.user_id <> a.user_id
                        """),
                always("one thing is to be answered in a session at a time", """
                        select session_id, array_agg(id) as open from public.component_interactions where status = 'open'
                        group by session_id having count(*) > 1
                        """),
                always("an answer stands with its question, its turn and its message, or nowhere", """
                        select i.id, i.status, i.reply, i.answer_turn_id from public.component_interactions i
                        left join public.chat_turns t on t.id = i.answer_turn_id
                        left join public.chat_messages m on m.tool_call_id = i.id
                        where (i.reply is null) <> (i.answer_turn_id is null)
                           or (i.reply is not null and i.status <> 'answered')
                           or (t.id is not null and t.interaction_id is distinct from i.id)
                           or (m.id is not null and m.turn_id is distinct from i.answer_turn_id)
                        """),
                always("a key is kept for the turn that asks", """
                        select k.interaction_id, k.turn_id as of_key, i.turn_id from public.interaction_keys k
                        join public.component_interactions i on i.id = k.interaction_id
                        where i.turn_id <> k.turn_id
                        """),
                always("a graded answer was given, to that unit's question, in those words", """
                        select a.id, a.attempt, a.score, i.status from public.assessment_attempts a
                        join public.component_interactions i on i.id = a.interaction_id
                        where i.status <> 'answered' or i.reply is distinct from a.reply
                           or i.unit_id is distinct from a.unit_id or i.track_id is distinct from a.track_id
                        """),
                always("tools are called by the reply of a completed turn, counted from none, without a gap", """
                        select c.turn_id, t.status, array_agg(c.position order by c.position) as positions
                        from public.tool_calls c
                        join public.chat_turns t on t.id = c.turn_id
                        join public.chat_messages m on m.id = c.message_id
                        group by c.turn_id, t.status
                        having t.status <> 'completed' or max(c.position) <> count(*) - 1
                            or bool_or(m.turn_id <> c.turn_id or m.role <> 'assistant')
                        """),
                always("no result is waited for of a call that was taken back", """
                        select c.id from public.tool_calls c join public.chat_messages m on m.id = c.message_id
                        where c.status = 'pending' and m.superseded_at is not null
                        """),
                always("one turn of a session at most waits for what its tools have done", """
                        select session_id, array_agg(distinct turn_id) as turns from public.tool_calls
                        where status = 'pending' group by session_id having count(distinct turn_id) > 1
                        """),
                always("a tool call has a result when it is answered, and a result answers something", """
                        select c.id, c.status, null as message from public.tool_calls c
                        where (c.status = 'answered')
                            <> exists (select from public.chat_messages m where m.tool_call_id = c.id)
                        union all
                        select null, null, m.id from public.chat_messages m
                        where m.role = 'tool'
                          and not exists (select from public.tool_calls c where c.id = m.tool_call_id)
                          and not exists (select from public.component_interactions i where i.id = m.tool_call_id)
                        """),
                always("attempts at a question are counted from one, without a gap", """
                        select user_id, track_id, unit_id, array_agg(attempt order by attempt) as attempts
                        from public.assessment_attempts group by user_id, track_id, unit_id
                        having min(attempt) <> 1 or max(attempt) <> count(*)
                        """),
                always("progress is within 0 and 100 percent, and has an end", """
                        select id, status, completed_unit_ids, current_unit_id from public.user_progress p
                        where (select count(*) <> count(distinct each) from unnest(completed_unit_ids) each)
                           or (status = 'completed') <> (current_unit_id is null and status <> 'not_started')
                           or current_unit_id = any (completed_unit_ids)
                        """),
                always("progress knows no answer that was not graded, and no better score than was given", """
                        select p.id, r.unit, r.result from public.user_progress p
                        cross join lateral jsonb_each(p.assessment_results) as r (unit, result)
                        left join lateral (
                            select count(*) as attempts, max(a.score) as score from public.assessment_attempts a
                            where a.user_id = p.user_id and a.track_id = p.track_id and a.unit_id = r.unit::uuid
                        ) a on true
                        where (r.result ->> 'attempts')::int > a.attempts
                           or (r.result ->> 'score')::int > coalesce(a.score, -1)
                        """),
                always(
                        "one thing waits to be confirmed in a session at a time, and was asked by a turn that is over",
                        """
                        select i.session_id, array_agg(i.id) as open from public.interrupts i where i.status = 'open'
                        group by i.session_id having count(*) > 1
                        union all
                        select i.session_id, array[i.id] from public.interrupts i
                        join public.chat_turns t on t.id = i.turn_id where t.status <> 'completed'
                        """),
                always("what was confirmed stands with the turn that brought it", """
                        select i.id, i.status, i.payload, t.id as turn from public.chat_turns t
                        join public.interrupts i on i.id = t.interrupt_id
                        where i.answer_turn_id is distinct from t.id
                           or (t.track_id is not null) <> (i.payload = '{"confirmed": true}')
                        """),
                always("the plan of a track that was left shows nothing", """
                        select p.id, p.left_at, p.plan ->> 'occasion' as occasion from public.user_progress p
                        where p.left_at is not null and p.plan ->> 'occasion' is distinct from 'left'
                        """),
                soon("nothing of a track that was left waits for its learner", """
                        select i.id, p.left_at from public.user_progress p
                        join public.component_interactions i on i.user_id = p.user_id and i.track_id = p.track_id
                        where p.left_at is not null and i.status = 'open'
                        """),
                soon("an answer on a path leads to its next step", """
                        select p.id, p.step, p.plan, i.answered_at from public.user_progress p
                        join public.component_interactions i on i.id = (p.plan ->> 'interaction_id')::uuid
                        where p.status <> 'completed' and i.reply is not null
                        """));
    }
}
