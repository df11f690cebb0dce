import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { firstLoad } from './build/firstLoad.ts';
import { precompress } from './build/precompress.ts';

// Where the tutor runs while the page is being developed with `npm run dev`.
const tutor = process.env.TUTOR_URL ?? 'http://localhost:8080';

export default defineConfig({
    plugins: [react(), tailwindcss(), firstLoad(), precompress()],
    resolve: {
        alias: {
            '@ag-ui/proto': fileURLToPath(new URL('./src/chat/noProtobuf.ts', import.meta.url)),
            '@': fileURLToPath(new URL('./src', import.meta.url)),
        },
    },
    // The server's jar serves what lies in META-INF/resources of any jar on its class path.
    build: {
        outDir: 'target/classes/META-INF/resources',
        emptyOutDir: true,
        target: 'es2022',
        sourcemap: false,
        // What is inlined is an address of the kind `data:`, which the page's Content-Security-Policy forbids for fonts.
        assetsInlineLimit: 0,
    },
    server: { port: 5173, proxy: { '/api': { target: tutor }, '/awp': { target: tutor } } },
    test: { environment: 'jsdom', setupFiles: ['src/test.setup.ts'], css: false },
});
