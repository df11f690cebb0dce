import type { LanguageSupport } from '@codemirror/language';
import type { ArgumentsOf } from './schemas';

/** What a learner writes code in. */
export type CodeLanguage = ArgumentsOf<'interactive_code_editor'>['language'];

/** What the editor has to know of a language; fetched with the first editor of it. */
export async function languageSupport(language: CodeLanguage): Promise<LanguageSupport> {
    switch (language) {
        case 'python':
            return (await import('@codemirror/lang-python')).python();
        case 'javascript':
            return (await import('@codemirror/lang-javascript')).javascript();
        case 'java':
            return (await import('@codemirror/lang-java')).java();
        case 'html':
            return (await import('@codemirror/lang-html')).html();
        case 'css':
            return (await import('@codemirror/lang-css')).css();
    }
}
