import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Processor } from 'unified';

/** GitHub's tables, lists of tasks and foot notes, to be read only: what `remark-gfm` brings to write them is left out. */
export function remarkGfm(this: Processor) {
    const data = this.data();
    data.micromarkExtensions ??= [];
    data.fromMarkdownExtensions ??= [];
    // One ~ is no line through a word: 20~25 is a range.
    data.micromarkExtensions.push(gfm({ singleTilde: false }));
    data.fromMarkdownExtensions.push(gfmFromMarkdown());
}
