import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { expectNothingFromAxe } from '@/components/axe.testing';
import { specimen } from '@/gallery/specimen';
import { hostile } from './hostile.testing';
import { InlineText } from './InlineText';
import { Markdown } from './Markdown';
import { math } from './math.deferred';

// What is fetched when it is first wanted takes as long as the machine needs.
vi.setConfig({ testTimeout: 60_000 });

vi.mock('./drawMermaid', () => ({
    drawMermaid: () => Promise.resolve({ address: 'data:image/svg+xml,<svg/>', width: 10, height: 10 }),
}));

/** What may come to be from a text; KaTeX sets its formulas with MathML, spans and lines in SVG. */
const harmless = new Set(
    'div,p,span,br,hr,em,strong,del,a,code,pre,ul,ol,li,blockquote,table,thead,tbody,tr,th,td,h3,h4,h5,h6,sup,section,img,svg,path,circle,rect,line,button,math,semantics,mrow,mi,mo,mn,mtext,mspace,msup,msub,msubsup,mfrac,msqrt,mroot,mover,munder,munderover,mtable,mtr,mtd,mstyle,mpadded,mphantom,menclose,merror,annotation'.split(
        ',',
    ),
);

function expectHarmless(root: Element) {
    for (const element of root.querySelectorAll('*')) {
        expect(harmless, element.outerHTML).toContain(element.localName);
        for (const { name, value } of element.attributes) {
            expect(name, element.outerHTML).not.toMatch(/^on|^srcdoc$|^action$|^formaction$|^xlink|^srcset$/);
            if (name === 'href') {
                expect(value).toMatch(/^(https?:\/\/|mailto:|#)/);
            }
            if (name === 'src') {
                expect(value).toMatch(/^https:\/\/good\.example\//);
            }
            if (name === 'style') {
                expect(value).not.toMatch(/url|expression/);
            }
        }
        if (element.localName === 'a' && !element.getAttribute('href')?.startsWith('#')) {
            expect(element).toHaveAttribute('rel', 'noopener noreferrer nofollow');
            expect(element).toHaveAttribute('target', '_blank');
        }
    }
}

async function withMath() {
    act(() => math.want());
    await waitFor(() => expect(math.current().value).toBeDefined(), { timeout: 20_000 });
}

describe('hostile texts', () => {
    it.each(hostile)('%j does no harm', { timeout: 30_000 }, async (text) => {
        await withMath();
        for (const streaming of [false, true]) {
            const { container, unmount } = render(<Markdown text={text} streaming={streaming} />);
            expectHarmless(container);
            unmount();
        }
        const { container } = render(<InlineText text={text} />);
        expectHarmless(container);
        expect(container.querySelector('a, img')).toBeNull();
    });

    it('are shown as they were written, so that HTML can be taught', () => {
        render(<Markdown text={'Write <b>bold</b>, or\n\n<div class="a">\n  <p>text</p>\n</div>'} />);
        expect(screen.getByText('Write <b>bold</b>, or')).toBeInTheDocument();
        expect(screen.getByText(/<div class="a">/)).toHaveTextContent('<div class="a"> <p>text</p> </div>');
    });
});

describe('Markdown', () => {
    it('has everything in its place, and axe finds nothing', { timeout: 60_000 }, async () => {
        await withMath();
        const { container } = render(<Markdown text={specimen} />);
        await screen.findByRole('img', { name: 'Diagram' }, { timeout: 20_000 });

        expect(screen.getAllByRole('heading', { level: 3 })[0]).toHaveTextContent('A heading of the first order');
        expect(screen.getAllByRole('table')).toHaveLength(2);
        expect(container.querySelectorAll('.katex-display')).toHaveLength(2);
        expect(screen.getByText(/it costs \$5 to \$10/)).toBeInTheDocument();
        expect(screen.getByRole('link', { name: /a page about it/ })).toHaveAccessibleName(/opens in a new tab/);
        expect(screen.getByText(/مرحبا/).closest('p')).toHaveAttribute('dir', 'auto');
        const note = screen.getByRole('link', { name: '1' });
        expect(container.querySelector(`[id="${note.getAttribute('href')?.slice(1)}"]`)).toHaveTextContent('A note');
        await expectNothingFromAxe(container);
    });

    it('two messages with foot notes do not share ids', () => {
        const text = 'One[^1]\n\n[^1]: A note.';
        const { container } = render(
            <>
                <Markdown text={text} />
                <Markdown text={text} />
            </>,
        );
        const ids = [...container.querySelectorAll('[id]')].map((element) => element.id);
        expect(ids.length).toBeGreaterThan(2);
        expect(new Set(ids).size).toBe(ids.length);
    });

    it('names the language of code, colours it and copies it', async () => {
        const user = userEvent.setup();
        const code = 'int a = 1;\n\tint b = 2;';
        const { container } = render(<Markdown text={`\`\`\`java\n${code}\n\`\`\``} />);
        expect(screen.getByText('Java')).toBeInTheDocument();
        await waitFor(() => expect(container.querySelector('.hljs-type')).toHaveTextContent('int'), {
            timeout: 20_000,
        });

        await user.click(screen.getByRole('button', { name: 'Copy' }));
        expect(await navigator.clipboard.readText()).toBe(code);
        expect(screen.getByRole('button', { name: 'Copied' })).toBeInTheDocument();
    });

    it.each([
        ['$x$', 1],
        ['\\(x\\) and \\[y\\]', 2],
        ['`$x$` and `\\(x\\)`', 0],
        ['It costs $5 and $10.', 0],
        ['From $5-$10, or $ 5 and 6 $', 0],
        ['A row \\\\[4pt] is no formula, \\\\(x\\\\) neither', 0],
        ['```tex\n$x$ \\(y\\)\n```', 0],
        ['$$\n\\begin{aligned} a &= b \\\\[4pt] c &= d \\end{aligned}\n$$', 1],
    ])('finds the formulas in %j', async (text, count) => {
        await withMath();
        const { container } = render(<Markdown text={text} />);
        expect(container.querySelectorAll('.katex')).toHaveLength(count);
        expect(container.querySelector('.katex-error')).toBeNull();
    });

    it('a formula that is wrong is shown as it was written', async () => {
        await withMath();
        const { container } = render(<Markdown text={'$\\frac{1$ and on'} />);
        expect(container).toHaveTextContent('\\frac{1');
        expect(container).toHaveTextContent('and on');
    });
});

describe('a text that is still being said', () => {
    it('never fails, and ends as the whole text would be shown', { timeout: 120_000 }, async () => {
        await withMath();
        const { container, rerender } = render(<Markdown text="" streaming />);
        for (let at = 0; at <= specimen.length; at += 3) {
            rerender(<Markdown text={specimen.slice(0, at)} streaming />);
        }
        rerender(<Markdown text={specimen} />);
        await screen.findByRole('img', { name: 'Diagram' }, { timeout: 20_000 });
        const whole = render(<Markdown text={specimen} />);
        await within(whole.container).findByRole('img', { name: 'Diagram' });

        const plain = (html: string) => html.replaceAll(/_r_\w+_|«\w+»/g, 'id');
        await waitFor(() => expect(plain(container.innerHTML)).toBe(plain(whole.container.innerHTML)));
    });

    it('leaves what was said untouched while more comes', () => {
        const { container, rerender } = render(<Markdown text={'# One\n\nTwo **bold**\n\nThr'} streaming />);
        const [heading, paragraph] = [container.querySelector('h3'), container.querySelector('strong')];
        rerender(<Markdown text={'# One\n\nTwo **bold**\n\nThree\n\n- four'} streaming />);
        expect(container.querySelector('h3')).toBe(heading);
        expect(container.querySelector('strong')).toBe(paragraph);
        expect(screen.getByRole('listitem')).toHaveTextContent('four');
    });

    it.each([
        ['This is **bo', 'This is bo'],
        ['See [a page](https://exam', 'See a page'],
        ['A `co', 'A co'],
        ['The formula $a^2 + b', 'The formula'],
        ['The formula $$\\frac{1}{', 'The formula'],
        ['The formula \\(a^2', 'The formula'],
        ['It costs $5', 'It costs $5'],
        ['if a < b', 'if a < b'],
        ['20~25 degrees', '20~25 degrees'],
    ])('%j looks as it will', async (text, shown) => {
        await withMath();
        const { container } = render(<Markdown text={text} streaming />);
        expect(container.textContent?.trim()).toBe(shown);
    });

    it('a fence grows as code, a diagram is drawn when it is complete', async () => {
        const { container, rerender } = render(<Markdown text={'```java\nint a'} streaming />);
        expect(container.querySelector('pre')).toHaveTextContent('int a');
        rerender(<Markdown text={'```mermaid\ngraph TD'} streaming />);
        expect(screen.getByText('A diagram is being drawn…')).toBeInTheDocument();
        expect(container.querySelector('pre')).toBeNull();
        rerender(<Markdown text={'```mermaid\ngraph TD\n  A --> B\n```'} streaming />);
        expect(await screen.findByRole('img', { name: 'Diagram' }, { timeout: 20_000 })).toBeInTheDocument();
    });
});

describe('a short text', () => {
    it.each([
        '__init__',
        '2 * 3 * 4',
        '# no heading',
        '1. no list',
        '[no](https://good.example)',
        '&lt; and \\n',
        '> 5',
    ])('%s stays what it is', (text) => {
        const { container } = render(<InlineText text={text} />);
        expect(container.textContent).toBe(text);
    });

    it('has code and formulas', async () => {
        await withMath();
        const { container } = render(<InlineText text={'`__init__` is $x^2$, not *that*'} />);
        expect(container.querySelector('code')).toHaveTextContent('__init__');
        expect(container.querySelector('.katex')).not.toBeNull();
        expect(container).toHaveTextContent('*that*');
    });
});
