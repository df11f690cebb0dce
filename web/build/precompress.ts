import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const worthIt = 1024;

/**
 * Puts a `.br` and a `.gz` beside each asset. The server hands them out as they are: nothing is compressed while
 * somebody waits, and streams cannot be compressed by mistake, because nothing is.
 */
export function precompress(): Plugin {
    let out = '';
    return {
        name: 'precompress',
        apply: 'build',
        configResolved(config) {
            out = join(config.root, config.build.outDir, config.build.assetsDir);
        },
        async closeBundle() {
            for (const name of await readdir(out)) {
                if (!/\.(js|css|svg|ttf|wasm)$/.test(name)) continue;
                const file = join(out, name);
                const content = await readFile(file);
                if (content.length < worthIt) continue;
                const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
                await Promise.all([
                    writeFile(`${file}.br`, await brotli(content, { params })),
                    writeFile(`${file}.gz`, await zip(content, { level: 9 })),
                ]);
            }
        },
    };
}
