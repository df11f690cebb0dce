import type { Root } from 'hast';
import { common, createLowlight } from 'lowlight';

const lowlight = createLowlight(common);
const guessed = ['python', 'javascript', 'typescript', 'java', 'xml', 'css', 'sql', 'c', 'cpp', 'bash'];

/** The code as a tree of marked pieces; undefined when its language is not known. `auto` guesses it. */
export function highlight(code: string, language: string): Root | undefined {
    if (language === 'auto') {
        return lowlight.highlightAuto(code, { subset: guessed });
    }
    return lowlight.registered(language) ? lowlight.highlight(language, code) : undefined;
}
