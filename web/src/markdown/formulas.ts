import type { PhrasingContent, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** Whether there may be a formula in a text: two dollars, \( \) or \[ \], or a fence of the language math. */
export function mayHaveFormula(text: string): boolean {
    return /\$\$[\s\S]+\$\$|\$[^\s$][^$]*\$|\\\([\s\S]+\\\)|\\\[[\s\S]+\\\]|^\s*(?:`{3,}|~{3,})math/m.test(text);
}

const codeOrBrackets =
    /(`{3,}|~{3,})[\s\S]*?(?:\1|$)|(`+)[\s\S]*?\2|\\\\|\$\$[\s\S]*?\$\$|\\\[([\s\S]+?)\\\]|\\\(([\s\S]+?)\\\)/g;

/** Writes the brackets \( \) and \[ \] of LaTeX as the dollars that the parser knows; code is left as it is. */
export function withDollars(text: string): string {
    return text.replace(
        codeOrBrackets,
        (whole, _fence, _code, display: string | undefined, inline: string | undefined) => {
            if (display !== undefined) {
                return `$$${display.trim()}$$`;
            }
            return inline === undefined ? whole : `$${inline.trim()}$`;
        },
    );
}

/**
 * Between the parser and what is drawn: money is no formula ("from $5 to $10"), and one between double dollars stands on a
 * line of its own.
 */
export function remarkFormulasAsMeant() {
    return (tree: Root, file: VFile) => {
        const source = String(file);
        visit(tree, 'inlineMath', (node, index, parent) => {
            const from = node.position?.start.offset;
            const to = node.position?.end.offset;
            if (from === undefined || to === undefined || index === undefined || !parent) {
                return undefined;
            }
            const written = source.slice(from, to);
            if (written.startsWith('$$')) {
                node.data = { ...node.data, hProperties: { className: ['language-math', 'math-display'] } };
                return undefined;
            }
            if (/^\$\s|\s\$$/.test(written) || /\d/.test(source.charAt(to))) {
                const text: PhrasingContent = { type: 'text', value: written };
                parent.children.splice(index, 1, text);
                return [SKIP, index + 1] as const;
            }
            return undefined;
        });
    };
}
