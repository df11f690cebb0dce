import { memo, useMemo, useState } from 'react';
import { classes } from '@/ui/classes';
import { Blocks } from './blocks';
import { MarkdownBlock } from './MarkdownBlock';
import './markdown.css';

/**
 * What the tutor or a teacher wrote, in Markdown with tables, code, formulas and diagrams. Safe with any text. While
 * `streaming`, only the last block is drawn again with each piece, and what is not closed yet looks as if it were.
 */
export const Markdown = memo(function Markdown({
    text,
    streaming = false,
    className,
}: {
    text: string;
    streaming?: boolean;
    className?: string;
}) {
    const [cutter] = useState(() => new Blocks());
    const blocks = useMemo(() => cutter.of(text), [cutter, text]);

    return (
        <div className={classes('markdown', className)}>
            {blocks.map((block, at) => (
                // Blocks never change places.
                <MarkdownBlock key={at} text={block} growing={streaming && at === blocks.length - 1} />
            ))}
        </div>
    );
});
