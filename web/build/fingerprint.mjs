// Prints one hash of everything that the page is made of: the same hash, the same page.
// With --without-tests also the same when only tests have changed, which are no part of the page.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const made = new Set(['node_modules', 'target']);
const withoutTests = process.argv.includes('--without-tests');

function* files(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
        if (made.has(entry.name)) continue;
        if (entry.isDirectory()) yield* files(join(folder, entry.name));
        else if (entry.isFile() && !(withoutTests && /\.test\.\w+$/.test(entry.name))) yield join(folder, entry.name);
    }
}

const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
for (const file of files(root)) {
    const content = readFileSync(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
}
console.log(hash.digest('hex'));
