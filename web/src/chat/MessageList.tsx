import { memo, useState } from 'react';
import { MessageRow, type RowActions } from './MessageRow';
import { inBlocks, Order, type RowBlock } from './blocks';
import type { Row } from './rows';

/** The newest blocks are always laid out: what is being said, and what waits for an answer, is in them. */
const ALWAYS_DRAWN = 2;

/** The lines of a conversation. With each word that comes, only the line that grows is drawn again. */
export function MessageList({ rows, actions }: { rows: readonly Row[]; actions: RowActions }) {
    const [order] = useState(() => new Order());
    const blocks = inBlocks(rows, order);
    return blocks.map((block, at) => (
        <Block key={block.key} block={block} actions={actions} mayRest={at < blocks.length - ALWAYS_DRAWN} />
    ));
}

const Block = memo(
    function Block({ block, actions, mayRest }: { block: RowBlock; actions: RowActions; mayRest: boolean }) {
        return (
            <ol
                className={
                    mayRest
                        ? 'flex flex-col gap-5 [contain-intrinsic-size:auto_6000px] [content-visibility:auto]'
                        : 'flex flex-col gap-5'
                }
            >
                {block.rows.map((row) => (
                    <li key={row.kind + row.id} data-message={row.id} data-kind={row.kind} className="min-w-0">
                        <MessageRow row={row} actions={actions} />
                    </li>
                ))}
            </ol>
        );
    },
    (before, now) =>
        before.actions === now.actions &&
        before.mayRest === now.mayRest &&
        before.block.rows.length === now.block.rows.length &&
        before.block.rows.every((row, at) => row === now.block.rows[at]),
);
