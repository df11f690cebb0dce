import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Check, Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { Button } from '@/ui/Button';
import { Deferred, useDeferred } from '@/ui/deferred';
import { Scrollable } from '@/ui/Scrollable';
import { languageName } from './languages';
import './markdown.css';

const highlighter = new Deferred(() => import('./highlighter'));

// Colours are not worth a page that stutters.
const longestColoured = 20_000;

/** A piece of code: its language is named, it can be copied, and the colours come as soon as they are there. */
export function CodeBlock({
    code,
    language,
}: {
    code: string;
    /** As after the fence in Markdown; `auto` lets it be guessed. */
    language?: string;
}) {
    const coloured = language !== undefined && code.length <= longestColoured;
    const { value } = useDeferred(highlighter, coloured);
    const pieces = useMemo(() => {
        const tree = coloured && language ? value?.highlight(code, language.toLowerCase()) : undefined;
        return tree ? toJsxRuntime(tree, { Fragment, jsx, jsxs }) : code;
    }, [coloured, value, code, language]);
    const name = languageName(language);

    return (
        <div dir="ltr" className="code-block overflow-hidden rounded-xl border border-line bg-sunken text-start">
            <div className="flex min-h-9 items-center justify-between gap-2 border-b border-line ps-3 pe-1 text-sm text-quiet">
                <span className="min-w-0 truncate">{name}</span>
                <CopyButton text={code} />
            </div>
            <Scrollable label={name} className="rounded-none">
                <pre className="w-max min-w-full p-3 font-mono text-sm leading-relaxed [tab-size:4]">
                    <code>{pieces}</code>
                </pre>
            </Scrollable>
        </div>
    );
}

function CopyButton({ text }: { text: string }) {
    const [outcome, setOutcome] = useState<{ text: string; copied: boolean }>();
    // What was copied may have grown since.
    const told = outcome?.text === text ? outcome : undefined;

    const copy = async () => {
        try {
            await navigator.clipboard.writeText(text);
            setOutcome({ text, copied: true });
        } catch {
            setOutcome({ text, copied: false });
        }
    };

    const Icon = told?.copied ? Check : Copy;
    return (
        <Button kind="quiet" size="small" className="shrink-0 gap-1.5 px-2" onClick={copy}>
            <Icon aria-hidden className="size-4" />
            <span aria-live="polite">{!told ? 'Copy' : told.copied ? 'Copied' : 'Could not copy'}</span>
        </Button>
    );
}
