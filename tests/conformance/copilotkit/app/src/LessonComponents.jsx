import { useHumanInTheLoop } from '@copilotkit/react-core/v2';
import { z } from 'zod';

/**
 * The tutor's components as CopilotKit's human-in-the-loop: shown when the tutor calls the tool, answered by a click,
 * and the answer goes back in the run that follows. What a page does not register here, the tutor never calls.
 */
export function LessonComponents() {
  useHumanInTheLoop({
    name: 'its:render_quick_quiz',
    description: 'Asks the learner a question with options',
    parameters: z.object({
      quiz_id: z.string(),
      question_text: z.string(),
      options: z.array(z.object({ id: z.string(), text: z.string() })),
    }),
    render: QuickQuiz,
  });
  useHumanInTheLoop({
    name: 'its:render_topic_buttons',
    description: 'Offers the learner topics to go on with',
    parameters: z.object({
      prompt_text: z.string().optional(),
      buttons: z.array(z.object({ button_id: z.string(), label: z.string(), topic_id_payload: z.string() })),
    }),
    render: TopicButtons,
  });
  return null;
}

/** The reply that was given, also after a reload; undefined while there is none. */
function replyOf(result) {
  try {
    return result ? JSON.parse(result) : undefined;
  } catch {
    return undefined;
  }
}

function QuickQuiz({ args, status, respond, result }) {
  const chosen = replyOf(result)?.selected_option_id;
  return (
    <div className="asked" data-testid="quick-quiz" data-status={status}>
      <p>{args.question_text}</p>
      {(args.options ?? []).map(({ id, text }) => (
        <button
          key={id}
          disabled={!respond}
          aria-pressed={id === chosen}
          onClick={() => respond({ quiz_id: args.quiz_id, selected_option_id: id })}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

function TopicButtons({ args, status, respond, result }) {
  const pressed = replyOf(result)?.button_id_clicked;
  return (
    <div className="asked" data-testid="topic-buttons" data-status={status}>
      {args.prompt_text && <p>{args.prompt_text}</p>}
      {(args.buttons ?? []).map(({ button_id, label, topic_id_payload }) => (
        <button
          key={button_id}
          disabled={!respond}
          aria-pressed={button_id === pressed}
          onClick={() => respond({ button_id_clicked: button_id, topic_id_payload })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
