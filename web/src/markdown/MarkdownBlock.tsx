import { CircleCheck, Circle } from 'lucide-react';
import { createContext, memo, type ReactNode, use, useId, useMemo } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import { linkAddress } from '@/ui/address';
import { useDeferred } from '@/ui/deferred';
import { Picture } from '@/ui/Picture';
import { Scrollable } from '@/ui/Scrollable';
import { CodeBlock } from './CodeBlock';
import { mayHaveFormula, withDollars } from './formulas';
import { MermaidDiagram } from './MermaidDiagram';
import { math } from './math.deferred';
import { rehypePlugins, remarkPlugins } from './pipeline';
import { isOpenFence, soFar } from './unfinished';

/** What the parts of a block have to know about it. */
const Surroundings = createContext({ idPrefix: '', unfinished: false });

/** One block of a Markdown text; drawn again only when it changes. */
export const MarkdownBlock = memo(function MarkdownBlock({
    text,
    growing,
}: {
    text: string;
    /** Whether more of it is to come. */
    growing: boolean;
}) {
    const shown = growing ? soFar(text) : text;
    const formulas = mayHaveFormula(shown);
    const { value: drawing, failed } = useDeferred(math, formulas);
    const idPrefix = `${useId()}-`;

    const plugins = useMemo<Pick<Options, 'remarkPlugins' | 'rehypePlugins'>>(() => {
        const rehype = rehypePlugins(idPrefix);
        return drawing && formulas
            ? {
                  remarkPlugins: [...remarkPlugins, ...drawing.remarkFormulas],
                  rehypePlugins: [...rehype, ...drawing.rehypeFormulas],
              }
            : { remarkPlugins, rehypePlugins: rehype };
    }, [idPrefix, drawing, formulas]);
    const surroundings = useMemo(
        () => ({ idPrefix, unfinished: growing && isOpenFence(text) }),
        [idPrefix, growing, text],
    );

    if (formulas && !drawing && !failed) {
        // Without its parser a formula would be taken for emphasis; its letters are there meanwhile.
        return (
            <p dir="auto" className="whitespace-pre-wrap">
                {shown.trim()}
            </p>
        );
    }
    return (
        <Surroundings value={surroundings}>
            <ReactMarkdown {...plugins} components={components} remarkRehypeOptions={{ clobberPrefix: '' }}>
                {formulas ? withDollars(shown) : shown}
            </ReactMarkdown>
        </Surroundings>
    );
});

function Link({ href, children }: { href?: string; children?: ReactNode }) {
    const { idPrefix } = use(Surroundings);
    if (href?.startsWith('#')) {
        return <a href={`#${idPrefix}${href.slice(1)}`}>{children}</a>;
    }
    const address = linkAddress(href);
    if (!address) {
        return <>{children}</>;
    }
    return (
        <a href={address} target="_blank" rel="noopener noreferrer nofollow">
            {children}
            <span className="sr-only"> (opens in a new tab)</span>
        </a>
    );
}

function Fence({ code, language }: { code: string; language?: string }) {
    const { unfinished } = use(Surroundings);
    if (language === 'mermaid') {
        return unfinished ? (
            <p className="my-3 rounded-xl bg-sunken p-4 text-sm text-quiet">A diagram is being drawn…</p>
        ) : (
            <MermaidDiagram source={code} />
        );
    }
    return <CodeBlock code={code} language={language} />;
}

/**
 * Headings of a message lie below those of the page, all on one level: who writes a message skips levels as they like, and each
 * message begins anew. What they look like still tells their order.
 */
const components: Components = {
    h1: ({ children, dir }) => (
        <h3 dir={dir} data-order={1}>
            {children}
        </h3>
    ),
    h2: ({ children, dir, id }) =>
        // The heading that the parser gives to foot notes.
        id?.endsWith('footnote-label') ? (
            <p id={id}>{children}</p>
        ) : (
            <h3 dir={dir} data-order={2}>
                {children}
            </h3>
        ),
    h3: ({ children, dir }) => <h3 dir={dir}>{children}</h3>,
    h4: ({ children, dir }) => <h3 dir={dir}>{children}</h3>,
    h5: ({ children, dir }) => <h3 dir={dir}>{children}</h3>,
    h6: ({ children, dir }) => <h3 dir={dir}>{children}</h3>,
    a: ({ href, children }) => <Link href={href}>{children}</Link>,
    img: ({ src, alt }) => (
        <Picture address={typeof src === 'string' ? src : ''} alt={alt?.trim() ? alt : 'Picture'} className="my-2" />
    ),
    input: ({ checked }) => (
        <>
            {checked ? (
                <CircleCheck aria-hidden className="me-1.5 inline size-4 align-[-0.15em] text-good" />
            ) : (
                <Circle aria-hidden className="me-1.5 inline size-4 align-[-0.15em] text-quiet" />
            )}
            <span className="sr-only">{checked ? 'Done: ' : 'To do: '}</span>
        </>
    ),
    table: ({ children, dir }) => (
        <Scrollable label="Table" dir={dir} className="my-3">
            <table>{children}</table>
        </Scrollable>
    ),
    pre: ({ node, children }) => {
        const code = node?.children[0];
        if (code?.type !== 'element' || code.tagName !== 'code') {
            return <pre>{children}</pre>;
        }
        const written = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
        const named = Array.isArray(code.properties.className) ? code.properties.className.map(String) : [];
        const language = named.find((name) => name.startsWith('language-'))?.slice('language-'.length);
        return <Fence code={written.replace(/\n$/, '')} language={language} />;
    },
    span: ({ className, children, style, title, 'aria-hidden': hidden }) => {
        const display = className?.split(' ').includes('katex-display');
        const span = (
            <span className={className} style={style} aria-hidden={hidden} title={title}>
                {children}
            </span>
        );
        return display ? (
            <Scrollable as="span" label="Formula" className="py-1">
                {span}
            </Scrollable>
        ) : (
            span
        );
    },
};
