import { defineConfig } from 'vite';

/** Bundles the capture helper: plain Node, on its own, with cap left where it is installed. */
export default defineConfig({
  build: {
    ssr: 'src/capture-helper/index.ts',
    outDir: 'out/capture-helper',
    target: 'node20',
    minify: false,
    emptyOutDir: true,
    rollupOptions: { output: { format: 'es', entryFileNames: 'index.js' } },
  },
  ssr: { noExternal: true },
});
