import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import nodeModule from 'node:module';
import { defineConfig, type Plugin } from 'vite';

/** Bundles the command line program: plain Node, no Electron. */
export default defineConfig({
  plugins: [compiledProgram()],
  build: {
    ssr: true,
    outDir: 'out/cli',
    target: 'node20',
    emptyOutDir: true,
    rollupOptions: {
      input: { index: 'src/cli/index.ts', program: 'src/cli/program.ts' },
      // What a command brings along that is loaded when it is asked for shares the program's modules.
      preserveEntrySignatures: 'allow-extension',
      output: {
        format: 'cjs',
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        comments: false,
        // Names of functions and classes stay, for the traces of faults; what else is long only takes time to read.
        minify: { mangle: { keepNames: true }, compress: false, codegen: true },
      },
    },
  },
  ssr: { noExternal: true },
});

/** Writes the program as a function, in ASCII, behind a mark of its contents, and then, beside it, in compiled form. See src/cli/index.ts. */
function compiledProgram(): Plugin {
  return {
    name: 'compiled-program',
    generateBundle(_options, bundle) {
      const program = bundle['program.js'];
      const starter = bundle['index.js'];
      if (program?.type !== 'chunk' || starter?.type !== 'chunk')
        throw new Error('There is no program.js or no index.js');
      // The bundler lets each entry load the one that holds what it adds itself: the program would be loaded twice, once uncompiled.
      starter.code = starter.code.replace(/(const \w+ ?= ?)?require\("\.\/program\.js"\);\n?/, '');
      const mark = createHash('sha256').update(program.code).digest('hex');
      // 72 bytes: what follows a mark in the compiled form must lie at a multiple of eight, or it is copied before it is used.
      program.code = `// ${mark}    \n${nodeModule.wrap(program.code.replaceAll(/[^\0-\x7f]/g, escaped))}`;
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
    },
    writeBundle({ dir = 'out/cli' }) {
      execFileSync(process.execPath, ['scripts/compile-program.mjs', dir], { stdio: ['ignore', 'ignore', 'inherit'] });
    },
  };
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
