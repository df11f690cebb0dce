import { useMemo } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import { useDeferred } from '@/ui/deferred';
import { mayHaveFormula, withDollars } from './formulas';
import { math } from './math.deferred';
import { remarkPiecesOnly } from './pieces';
import { rehypePlugins } from './pipeline';
import './markdown.css';

const components: Components = { p: ({ children }) => <>{children}</> };

/**
 * A short text such as an option of a quiz. It is no Markdown, so `__init__` and `2 * 3 * 4` stay what they are; only code
 * between backticks and formulas between dollars are set as such. Line breaks are kept.
 */
export function InlineText({ text }: { text: string }) {
    const formulas = mayHaveFormula(text);
    const { value: drawing } = useDeferred(math, formulas);
    const plugins = useMemo<Pick<Options, 'remarkPlugins' | 'rehypePlugins'>>(() => {
        const rehype = rehypePlugins('');
        return drawing && formulas
            ? {
                  remarkPlugins: [...drawing.remarkFormulas, remarkPiecesOnly],
                  rehypePlugins: [...rehype, ...drawing.rehypeFormulas],
              }
            : { remarkPlugins: [remarkPiecesOnly], rehypePlugins: rehype };
    }, [drawing, formulas]);

    if (!formulas && !text.includes('`')) {
        return (
            <span dir="auto" className="whitespace-pre-wrap">
                {text}
            </span>
        );
    }
    return (
        <span dir="auto" className="markdown whitespace-pre-wrap">
            <ReactMarkdown {...plugins} components={components}>
                {formulas ? withDollars(text) : text}
            </ReactMarkdown>
        </span>
    );
}
