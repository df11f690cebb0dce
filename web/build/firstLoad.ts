import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What a person waits for before they can use the page, in bytes, compressed. */
const LIMIT = 250_000;

/** Fetched after the entry, but nobody can use the page without it. */
const conversation =
    /\/src\/(app\/Shell|chat\/index|markdown\/Markdown|components\/RichComponent|components\/index)\.tsx?$/;

/**
 * Says how much the first load is, scripts and styles together, and fails the build when it is too much: whatever not each
 * learner needs at once is to be imported on demand.
 */
export function firstLoad(): Plugin {
    return {
        name: 'first-load',
        apply: 'build',
        generateBundle(_, bundle) {
            const needed = new Set<string>();
            const need = (name: string) => {
                const file = bundle[name];
                if (!file || needed.has(name)) return;
                needed.add(name);
                if (file.type === 'chunk') {
                    file.imports.forEach(need);
                    file.viteMetadata?.importedCss.forEach(need);
                }
            };
            for (const file of Object.values(bundle)) {
                if (file.type === 'chunk' && (file.isEntry || conversation.test(file.facadeModuleId ?? ''))) {
                    need(file.fileName);
                }
            }
            const size = Object.values(bundle)
                .filter((file) => needed.has(file.fileName))
                .reduce((sum, file) => sum + gzipSync(file.type === 'chunk' ? file.code : file.source).length, 0);
            const said = `The first load is ${Math.round(size / 1000)} kB compressed, of ${LIMIT / 1000} kB at most.`;
            if (size > LIMIT) this.error(said);
            else this.info(said);
        },
    };
}
