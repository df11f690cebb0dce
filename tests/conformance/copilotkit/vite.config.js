import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'app',
  plugins: [react()],
  build: {
    outDir: '../target/page',
    emptyOutDir: true,
    // The chat brings highlighters and diagrams along; its size is not what is proven here.
    chunkSizeWarningLimit: 10_000,
    reportCompressedSize: false,
    minify: false,
  },
});
