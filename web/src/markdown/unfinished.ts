import remend from 'remend';

/**
 * The last block of a text that is still being said, so that it looks as it will: what is open is closed, and a formula of
 * which the end is missing is left out until it is there.
 */
export function soFar(block: string): string {
    return remend(withoutOpenFormula(block), {
        katex: false,
        inlineKatex: false,
        linkMode: 'text-only',
        // These three would change how finished text reads.
        htmlTags: false,
        singleTilde: false,
        comparisonOperators: false,
    });
}

/** Whether the block is a fence (``` or ~~~) that has no end yet. */
export function isOpenFence(block: string): boolean {
    const fence = block.match(/^\s*(`{3,}|~{3,})/)?.[1];
    if (!fence) {
        return false;
    }
    const lines = block.trimEnd().split('\n');
    const last = lines.at(-1)?.trim() ?? '';
    return lines.length < 2 || !(last.startsWith(fence) && last.replaceAll(fence.charAt(0), '') === '');
}

/** Code and finished formulas first, so that what is in them counts for nothing; then an opening that nothing closes. */
const closedOrOpen =
    /(`+)[\s\S]*?(?:\1|$)|\\\\|\\\$|\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\]|\\\([\s\S]+?\\\)|\$(?=[^\s$])[^$\n]*?[^\s$]\$(?!\d)|(\$\$|\\\[|\\\(|\$(?=[A-Za-z\\({[|]))/g;

function withoutOpenFormula(block: string): string {
    if (isOpenFence(block)) {
        return block;
    }
    for (const match of block.matchAll(closedOrOpen)) {
        if (match[2]) {
            return block.slice(0, match.index);
        }
    }
    return block;
}
