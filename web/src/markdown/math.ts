import 'katex/dist/katex.min.css';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import type { PluggableList } from 'unified';
import { remarkFormulasAsMeant } from './formulas';

/** What draws formulas; large, and therefore fetched with the first formula. */
export const remarkFormulas: PluggableList = [remarkMath, remarkFormulasAsMeant];

/** A formula that is wrong is shown as it was written; none may reach out of its place or lead anywhere. */
export const rehypeFormulas: PluggableList = [
    [rehypeKatex, { errorColor: 'var(--bad)', maxSize: 20, maxExpand: 500, strict: 'ignore', trust: false }],
];
