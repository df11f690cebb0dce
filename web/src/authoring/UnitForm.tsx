import { Tabs } from 'radix-ui';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { unitKinds } from '@/tracks/unitKinds';
import type { Unit } from '@/tracks/queries';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { TextArea, TextField } from '@/ui/Field';
import { focusFirstProblem } from './focusFirstProblem';
import { QuestionFields } from './QuestionFields';
import { refusalOf } from './refusal';
import { RefusalNotice } from './RefusalNotice';
import { SliderFields } from './SliderFields';
import type { UnitDraft } from './unitDraft';
import { UnitLinksFields } from './UnitLinksFields';
import { UnitPreview } from './UnitPreview';
import { UnsavedGuard } from './UnsavedGuard';
import { useUnsaved } from './useUnsaved';

/** What the fields of one part of a unit need to know. */
export interface UnitFieldsProps {
    draft: UnitDraft;
    change: (part: Partial<UnitDraft>) => void;
    /** What the server found wrong with a field of this name, said after its label. */
    problem: (field: string, label: string) => string | undefined;
}

const tab =
    'min-h-11 cursor-pointer border-b-2 border-transparent px-4 font-medium text-quiet hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink';

/** A unit to be written, and how learners will see it. */
export function UnitForm({
    initial,
    others,
    submitWord,
    save,
    onSaved,
    help,
}: {
    initial: UnitDraft;
    /** The other units of the track, in their order. */
    others: Unit[];
    submitWord: string;
    save: (draft: UnitDraft) => Promise<unknown>;
    /** Called once it is saved and may be left. */
    onSaved?: () => void;
    /** What can be done about help for those who do not pass, beside choosing a unit. */
    help?: ReactNode;
}) {
    const [draft, setDraft] = useState(initial);
    const [shownTab, setShownTab] = useState('write');
    const [state, setState] = useState<'editing' | 'saving' | 'saved'>('editing');
    const [error, setError] = useState<unknown>();
    const form = useRef<HTMLFormElement>(null);
    const { unsaved, saved } = useUnsaved(draft, initial);
    const refusal = refusalOf(error);

    useEffect(() => {
        if (error) {
            focusFirstProblem(form.current);
        }
    }, [error]);

    const change = (part: Partial<UnitDraft>) => {
        setDraft((now) => ({ ...now, ...part }));
        setState('editing');
    };
    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (state === 'saving') {
            return;
        }
        setState('saving');
        setError(undefined);
        try {
            await save(draft);
            saved(draft);
            setState('saved');
            onSaved?.();
        } catch (thrown) {
            setShownTab('write');
            setError(thrown);
            setState('editing');
        }
    };
    const problem = (field: string, label: string) => refusal.of(field, label);
    const part = { draft, change, problem };

    return (
        <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="mt-4 flex flex-col gap-4">
            <Tabs.Root value={shownTab} onValueChange={setShownTab}>
                <Tabs.List aria-label="The unit" className="flex border-b border-line">
                    <Tabs.Trigger value="write" className={tab}>
                        Write
                    </Tabs.Trigger>
                    <Tabs.Trigger value="preview" className={tab}>
                        Preview
                    </Tabs.Trigger>
                </Tabs.List>
                <Tabs.Content value="write" tabIndex={-1} className="mt-4 flex flex-col gap-4 outline-none">
                    <Card className="flex flex-col gap-4">
                        <TextField
                            label="Title"
                            dir="auto"
                            maxLength={200}
                            value={draft.title}
                            onChange={(event) => change({ title: event.target.value })}
                            problem={problem('title', 'The title')}
                        />
                        <TextField
                            label="Minutes it takes"
                            type="number"
                            inputMode="numeric"
                            min={1}
                            max={600}
                            className="max-w-32"
                            value={draft.minutes}
                            onChange={(event) => change({ minutes: event.target.value })}
                            problem={problem('estimated_duration_minutes', 'The number of minutes')}
                        />
                        <ContentField {...part} />
                        {draft.type === 'external_link' ? <LinkFields {...part} /> : null}
                    </Card>
                    {draft.type === 'mcq_component' ? <QuestionFields {...part} /> : null}
                    {draft.type === 'slider_component' ? <SliderFields {...part} /> : null}
                    <UnitLinksFields {...part} others={others} help={help} />
                </Tabs.Content>
                <Tabs.Content value="preview" className="mt-4">
                    <UnitPreview draft={draft} />
                </Tabs.Content>
            </Tabs.Root>
            <RefusalNotice error={error} refusal={refusal} shown={(field) => isShown(field, draft)} />
            <div className="flex flex-wrap items-center gap-3">
                <Button type="submit" kind="primary" aria-disabled={state === 'saving'}>
                    {state === 'saving' ? 'Saving…' : submitWord}
                </Button>
                <p role="status" className="text-sm text-good">
                    {state === 'saved' ? 'Saved.' : ''}
                </p>
            </div>
            <UnsavedGuard unsaved={unsaved} />
        </form>
    );
}

function ContentField({ draft, change, problem }: UnitFieldsProps) {
    const lesson = draft.type === 'content_snippet';
    return (
        <TextArea
            label={lesson ? 'The lesson' : `Shown before the ${unitKinds[draft.type].name.toLowerCase()}`}
            hint={`Markdown, with formulas, code and diagrams.${lesson ? '' : ' May be empty.'}`}
            dir="auto"
            rows={lesson ? 14 : 5}
            maxLength={20_000}
            value={draft.content}
            onChange={(event) => change({ content: event.target.value })}
            problem={problem('content_config.content', 'This text')}
        />
    );
}

function LinkFields({ draft, change, problem }: UnitFieldsProps) {
    return (
        <>
            <TextField
                label="Address"
                type="url"
                inputMode="url"
                dir="ltr"
                placeholder="https://"
                value={draft.url}
                onChange={(event) => change({ url: event.target.value })}
                problem={problem('content_config.url', 'The address')}
            />
            <TextField
                label="What is to be read there"
                dir="auto"
                maxLength={2000}
                value={draft.description}
                onChange={(event) => change({ description: event.target.value })}
                problem={problem('content_config.description', 'This text')}
            />
        </>
    );
}

const always = [
    'title',
    'estimated_duration_minutes',
    'remedial_unit_id',
    'prerequisite_unit_ids',
    'content_config.content',
];
const byType: Record<UnitDraft['type'], RegExp> = {
    content_snippet: /^$/,
    external_link: /^content_config\.(url|description)$/,
    mcq_component:
        /^content_config\.(question_text|options|options\[\d+\](\.(id|text))?|correct_option_id|option_feedback(\..+)?|pass_mark|explanation|hints|hints\[\d+\])$/,
    slider_component:
        /^content_config\.(prompt_text|skill_name|skill_id|min_value|max_value|step|current_value|pass_mark|target_value|tolerance|zero_distance|explanation|hints|hints\[\d+\])$/,
};

/** Whether the form has a place where the problem of this field is said. */
function isShown(field: string, draft: UnitDraft): boolean {
    return always.includes(field) || /^prerequisite_unit_ids\[\d+\]$/.test(field) || byType[draft.type].test(field);
}
