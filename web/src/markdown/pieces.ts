import type { Processor } from 'unified';

/** Leaves of Markdown nothing but code between backticks, and formulas if they are parsed too. */
export function remarkPiecesOnly(this: Processor) {
    const data = this.data();
    data.micromarkExtensions ??= [];
    data.micromarkExtensions.push({
        disable: {
            null: [
                'attention',
                'autolink',
                'blockQuote',
                'characterEscape',
                'characterReference',
                'codeFenced',
                'codeIndented',
                'definition',
                'hardBreakEscape',
                'headingAtx',
                'htmlFlow',
                'htmlText',
                'labelEnd',
                'labelStartImage',
                'labelStartLink',
                'list',
                'setextUnderline',
                'thematicBreak',
            ],
        },
    });
}
