/** Reads the program's source files and what they import, for the tests that hold the architecture. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';

const source = resolve(import.meta.dirname, '../../src');

/** One import of a source file. */
export interface Import {
  /** As written: `../bytes/cursor`, `react`, `node:fs`. */
  readonly specifier: string;
  /** The target's path below src/ without extension; undefined for a package. */
  readonly target?: string;
  /** Whether only types are imported, so that nothing of it is left at run time. */
  readonly typesOnly: boolean;
}

export interface SourceFile {
  /** Path below src/, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const IMPORTS =
  /(?:^|\n)[ \t]*(?:import|export)\s+(?<types>type\s)?(?:[\w*{}\s,$]*?\sfrom\s*)?['"](?<plain>[^'"\n]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"\n]+)['"]/g;

/** All TypeScript files below src/, without tests, what only tests use (`testing.ts`), and type declarations. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$|(^|\/)testing\.ts$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(source, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

/** The imports of a file at this path below src/. */
export function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(IMPORTS)].map(({ groups }) => {
    const specifier = groups?.plain ?? groups?.dynamic ?? '';
    const typesOnly = groups?.types !== undefined;
    if (!specifier.startsWith('.')) return { specifier, typesOnly };
    const target = normalize(join(dirname(path), specifier)).replaceAll('\\', '/');
    return { specifier, typesOnly, target: target.replace(/\.(tsx?|mjs|js)$/, '') };
  });
}

/** A path of this folder as the reader of a failed test writes it. */
export const shown = (path: string): string => relative(process.cwd(), join(source, path));
