import { Eye, EyeOff, Play } from 'lucide-react';
import { useId, useState } from 'react';
import { CodeBlock } from '@/markdown/CodeBlock';
import { languageName } from '@/markdown/languages';
import { Button } from '@/ui/Button';
import { CodeEditor } from './CodeEditor';
import { CodePreview } from './CodePreview';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import type { ArgumentsOf, ReplyOf } from './schemas';

const longestCode = 20_000;

/** An editor in which the learner writes code, to submit it or to have it run by the tutor. */
export default function InteractiveCodeEditor({
    arguments: { editor_id, language, initial_code = '', problem_description, config },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'interactive_code_editor'>, ReplyOf<'interactive_code_editor'>>) {
    const [code, setCode] = useState(reply?.current_code ?? initial_code);
    const [tried, setTried] = useState(false);
    const [previewed, setPreviewed] = useState(false);
    const hint = useId();
    const readOnly = config?.read_only ?? false;
    const canRun = config?.show_run_button ?? true;
    const over = status === 'answered' || status === 'superseded';
    const shown = reply?.current_code ?? code;
    const name = languageName(language);

    // As the server counts: letters outside of the common ones are one, not two.
    const tooLong = [...code].length > longestCode;
    const hand = (action: 'submit_code' | 'run_code') => {
        setTried(true);
        if (!tooLong) {
            answer({ editor_id, current_code: code, action });
        }
    };

    return (
        <ComponentFrame
            name="Code editor"
            prompt={problem_description}
            status={status}
            submit={{ label: readOnly ? 'Continue' : 'Submit', onSubmit: () => hand('submit_code') }}
            problem={
                tried && tooLong ? `The code is too long: at most ${longestCode.toLocaleString()} letters.` : undefined
            }
            done={reply?.action === 'run_code' ? 'You ran this code.' : readOnly ? 'Read.' : 'You submitted this code.'}
            footer={
                canRun ? (
                    <Button disabled={status !== 'open'} onClick={() => hand('run_code')}>
                        <Play aria-hidden className="size-4" />
                        Run
                    </Button>
                ) : null
            }
        >
            <div className="flex flex-col gap-1.5">
                {over ? (
                    <CodeBlock code={shown} language={language} />
                ) : (
                    <>
                        <p className="text-sm font-medium">{name}</p>
                        <CodeEditor
                            initialCode={shown}
                            language={language}
                            readOnly={readOnly || status === 'sending'}
                            label={`${name} code`}
                            describedBy={hint}
                            onChange={setCode}
                        />
                        <p id={hint} className="text-sm text-quiet">
                            {readOnly
                                ? 'This code is to be read.'
                                : 'Tab indents. To leave the editor by keyboard, press Escape and then Tab.'}
                            {canRun ? ' Run asks the tutor what the code does.' : ''}
                        </p>
                    </>
                )}
            </div>
            {language === 'html' || language === 'css' ? (
                <div className="flex flex-col items-start gap-2">
                    <Button
                        kind="quiet"
                        size="small"
                        aria-expanded={previewed}
                        onClick={() => setPreviewed(!previewed)}
                    >
                        {previewed ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
                        {previewed ? 'Hide preview' : 'Show preview'}
                    </Button>
                    {previewed ? <CodePreview code={shown} language={language} /> : null}
                </div>
            ) : null}
        </ComponentFrame>
    );
}
