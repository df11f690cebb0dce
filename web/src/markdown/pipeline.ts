import type { Element, Root as Hast } from 'hast';
import type { Html, Paragraph, Root as Mdast, Text } from 'mdast';
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize';

import type { PluggableList } from 'unified';
import { visit } from 'unist-util-visit';
import { remarkGfm } from './remarkGfm';

/** What holds blocks; everything else holds text. */
const holdsBlocks = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

/** HTML in a text is shown as it is written: a tutor of HTML needs that, and nobody needs it to be run. */
function remarkHtmlAsText() {
    return (tree: Mdast) => {
        visit(tree, 'html', (node: Html, index, parent) => {
            if (parent === undefined || index === undefined) {
                return;
            }
            const text: Text = { type: 'text', value: node.value };
            const paragraph: Paragraph = { type: 'paragraph', children: [text] };
            parent.children[index] = holdsBlocks.has(parent.type) ? paragraph : text;
        });
    };
}

/** Each block runs in the direction of its first letter; code always from left to right. */
function rehypeDirection() {
    return (tree: Hast) => {
        for (const node of tree.children) {
            if (node.type === 'element') {
                node.properties.dir = 'auto';
            }
        }
        visit(tree, 'element', (node: Element) => {
            if (node.tagName === 'code') {
                node.properties.dir = 'ltr';
            }
        });
    };
}

const schema: Schema = {
    ...defaultSchema,
    // The page's own ids must not be taken; see MarkdownBlock for the ids of foot notes.
    attributes: {
        ...defaultSchema.attributes,
        code: [['className', /^language-./, 'math-inline', 'math-display']],
    },
};

/** From the text to its tree. */
export const remarkPlugins: PluggableList = [remarkGfm, remarkHtmlAsText];

/** From the tree to what is shown. What comes after the sanitiser is made by the page itself. */
export function rehypePlugins(idPrefix: string): PluggableList {
    return [[rehypeSanitize, { ...schema, clobberPrefix: idPrefix }], rehypeDirection];
}
