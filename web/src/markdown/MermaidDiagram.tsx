import { useEffect, useState } from 'react';
import { classes } from '@/ui/classes';
import { Deferred, useDeferred } from '@/ui/deferred';
import { Notice } from '@/ui/Notice';
import { Scrollable } from '@/ui/Scrollable';
import { useDark } from '@/ui/theme';
import { CodeBlock } from './CodeBlock';
import type { Drawing } from './drawMermaid';
import { Zoomable } from './Zoomable';

const drawer = new Deferred(() => import('./drawMermaid'));

/** Wider ones are scrolled; made to fit a phone, their words could not be read. */
const widestShrunk = 700;

interface Outcome {
    source: string;
    drawing?: Drawing;
}

/** A diagram in Mermaid's language, drawn; as text when it cannot be drawn, and for whoever would rather read it. */
export function MermaidDiagram({
    source,
    label,
    zoom = false,
    framed = true,
}: {
    source: string;
    /** What it shows, for whoever does not see it. */
    label?: string;
    zoom?: boolean;
    /** Whether it has an edge of its own. */
    framed?: boolean;
}) {
    const dark = useDark();
    const { value, failed } = useDeferred(drawer);
    const [outcome, setOutcome] = useState<Outcome>();

    useEffect(() => {
        let wanted = true;
        value?.drawMermaid(source, dark).then(
            (drawing) => wanted && setOutcome({ source, drawing }),
            () => wanted && setOutcome({ source }),
        );
        return () => {
            wanted = false;
        };
    }, [value, source, dark]);

    const name = label ?? source.match(/accTitle:\s*(.+)/)?.[1]?.trim() ?? 'Diagram';
    const told = outcome?.source === source ? outcome : undefined;

    if (failed || (told && !told.drawing)) {
        return (
            <div className="diagram flex flex-col gap-2">
                <Notice kind="info">This diagram could not be drawn. Here it is as text.</Notice>
                <CodeBlock code={source} />
            </div>
        );
    }
    if (!told?.drawing) {
        return (
            <div role="status" className="diagram flex min-h-48 items-center justify-center rounded-xl bg-sunken">
                <span className="text-sm text-quiet">A diagram is being drawn…</span>
            </div>
        );
    }
    const { address, width, height } = told.drawing;
    const picture = (
        <img
            src={address}
            alt={name}
            width={width}
            height={height}
            className="mx-auto h-auto"
            style={zoom ? { width: '100%' } : { width, maxWidth: width > widestShrunk ? undefined : '100%' }}
        />
    );
    return (
        <div className={classes('diagram', framed && 'rounded-xl border border-line bg-surface p-3')}>
            {zoom ? (
                <Zoomable label={name} width={width}>
                    {picture}
                </Zoomable>
            ) : (
                <Scrollable label={name}>{picture}</Scrollable>
            )}
            <details className="mt-2 text-sm">
                <summary className="inline-flex min-h-9 cursor-pointer items-center text-quiet">Show as text</summary>
                <CodeBlock code={source} />
            </details>
        </div>
    );
}
