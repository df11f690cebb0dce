import { describe, expect, it } from 'vitest';
import { specimen } from '@/gallery/specimen';
import { Blocks } from './blocks';

const texts = [
    specimen,
    'One\n\nTwo\n\nThree',
    '- a\n\n- b\n\n  still b\n\nafter',
    '```\ncode\n\nmore\n```\n\nafter',
    '$$\n\na\n\n- b\n\n$$\n\nafter',
    'a\n===\n\nb\n\n> quoted\nlazy\n\n| a |\n|---|\n| b |\n\nafter',
    '\n\n  \n',
    '',
];

describe('blocks', () => {
    it.each(texts)('together are the text, however it grows: %j', (text) => {
        const blocks = new Blocks();
        for (let at = 0; at <= text.length; at += 1) {
            expect(blocks.of(text.slice(0, at)).join('').trimEnd()).toBe(text.slice(0, at).trimEnd());
        }
        expect(blocks.of(text)).toEqual(new Blocks().of(text));
    });

    it('keep what belongs together', () => {
        const blocks = new Blocks();
        expect(blocks.of('$$\na\n\n- b\n$$\n\nafter').map((block) => block.trim())).toEqual([
            '$$\na\n\n- b\n$$',
            'after',
        ]);
        expect(new Blocks().of('- a\n\n- b\n\nafter').map((block) => block.trim())).toEqual(['- a\n\n- b', 'after']);
    });

    it('of a text that refers to itself are one', () => {
        expect(new Blocks().of('See [a].\n\n[a]: https://example.org')).toHaveLength(1);
    });

    it('begin anew when another text comes', () => {
        const blocks = new Blocks();
        blocks.of('One\n\nTwo\n\nThree');
        expect(blocks.of('Other\n\ntext').map((block) => block.trim())).toEqual(['Other', 'text']);
    });

    it('stay the very same while a long text grows, so that nothing of them is drawn again', () => {
        const paragraph = 'A paragraph with **bold** words and `code` and [a link](https://example.org).\n\n';
        const blocks = new Blocks();
        const long = paragraph.repeat(400);
        blocks.of(long);
        const finished = blocks.of(`${long}x`);
        const again = blocks.of(`${long}xy`);
        // The very same texts, so that React finds nothing to do for them.
        expect(again.slice(0, -1)).toEqual(finished.slice(0, -1));
        expect(again).toHaveLength(401);
    });
});
