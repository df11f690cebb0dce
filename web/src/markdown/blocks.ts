import type { Root } from 'mdast';

import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { remarkGfm } from './remarkGfm';

const parser = unified().use(remarkParse).use(remarkGfm);

/** Of each node at the top of a text: where it ends, and whether other parts of the text may refer to it. */
function outline(text: string) {
    const root: Root = parser.parse(text);
    return root.children.map((node) => ({
        end: node.position?.end.offset ?? text.length,
        referred: node.type === 'definition' || node.type === 'footnoteDefinition',
    }));
}

/**
 * Cuts a growing Markdown text into blocks that can be shown one by one. Text that is appended changes the last block only,
 * so the others are neither parsed nor drawn again.
 */
export class Blocks {
    private finished: string[] = [];
    private finishedText = '';

    /** The blocks of the text; together they are the text. One that has link or foot notes is one block. */
    of(text: string): string[] {
        if (!text.startsWith(this.finishedText)) {
            this.finished = [];
            this.finishedText = '';
        }
        const rest = text.slice(this.finishedText.length);
        const nodes = outline(rest);
        if (nodes.some((node) => node.referred)) {
            return [text];
        }
        let from = 0;
        for (const node of nodes.slice(0, -1)) {
            const block = rest.slice(from, node.end);
            // A formula between two $$ may hold what looks like the end of a block.
            if ((block.match(/\$\$/g)?.length ?? 0) % 2 === 0) {
                this.finished.push(block);
                from = node.end;
            }
        }
        this.finishedText += rest.slice(0, from);
        const last = rest.slice(from);
        return last.trim() || this.finished.length === 0 ? [...this.finished, last] : [...this.finished];
    }
}
