import { useState } from 'react';
import { RichComponent } from '@/components';
import { Markdown } from '@/markdown/Markdown';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { configOf, type UnitDraft } from './unitDraft';

/** A unit as learners see it in their chat. What is answered here goes nowhere. */
export function UnitPreview({ draft }: { draft: UnitDraft }) {
    const [reply, setReply] = useState<unknown>();
    const { name, given } = componentOf(draft);
    return (
        <Card className="flex flex-col gap-4">
            <Markdown text={said(draft)} />
            <RichComponent
                name={name}
                arguments={given}
                status={reply === undefined ? 'open' : 'answered'}
                reply={reply}
                answer={setReply}
            />
            {reply === undefined ? null : (
                <div>
                    <Button size="small" onClick={() => setReply(undefined)}>
                        Answer again
                    </Button>
                </div>
            )}
        </Card>
    );
}

/** As the server puts it together. */
function said(draft: UnitDraft): string {
    const link = draft.type === 'external_link' ? `[${draft.description}](${draft.url})` : '';
    return [`## ${draft.title || 'Untitled'}`, draft.content, link].filter((part) => part.trim() !== '').join('\n\n');
}

function componentOf(draft: UnitDraft): { name: string; given: Record<string, unknown> } {
    const config = configOf(draft);
    switch (draft.type) {
        case 'mcq_component':
            return {
                name: 'quick_quiz',
                given: {
                    quiz_id: 'preview',
                    question_text: draft.question || '…',
                    options: draft.options.map(({ id, text }) => ({ id, text: text || '…' })),
                    // With more than two options it is none, and the server will say so.
                    quiz_type: draft.trueFalse && draft.options.length === 2 ? 'true-false' : 'single-select-mcq',
                },
            };
        case 'slider_component':
            return {
                name: 'skill_slider',
                given: {
                    skill_id: 'preview',
                    skill_name: draft.skillName || '…',
                    prompt_text: draft.prompt || '…',
                    min_value: config.min_value,
                    max_value: config.max_value,
                    current_value: config.current_value,
                    step: config.step,
                },
            };
        case 'content_snippet':
            return button('Continue');
        case 'external_link':
            return button('I have read it');
    }
}

function button(label: string) {
    return {
        name: 'topic_buttons',
        given: { buttons: [{ button_id: 'continue', label, topic_id_payload: 'preview' }] },
    };
}
