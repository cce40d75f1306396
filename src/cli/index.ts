/** Starts the command line program from the compiled form that the build left beside it: to compile it anew takes a tenth of a second. */
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What `program.ts` exports. */
type Program = Pick<typeof import('./program'), 'main'>;

type Wrapper = (exports: object, requireModule: NodeJS.Require, module: object, file: string, folder: string) => void;

/**
 * The program and the script that it was loaded from. Without the compiled form, or with one of another version of Node or of the
 * program, it is compiled from its source.
 */
export function load(): { readonly program: Program; readonly script: Script } {
  const file = join(__dirname, 'program.js');
  // The build writes it in ASCII: as Latin-1 it takes half the memory, and need not be decoded. It is a function already: to wrap it
  // here would copy it.
  const source = readFileSync(file, 'latin1');
  const script = new Script(source, { filename: file, cachedData: compiledFormOf(source) });
  const module = new Module(file, require.main);
  module.loaded = true;
  // Other files of the program find it loaded.
  require.cache[file] = module;
  (script.runInThisContext() as Wrapper)(module.exports, require, module, file, __dirname);
  return { program: module.exports, script };
}

/** The compiled form begins with the same line as the source that it was made from: the build's mark. */
function compiledFormOf(source: string): Buffer | undefined {
  try {
    const compiled = readFileSync(join(__dirname, 'program.compiled'));
    const mark = source.slice(0, source.indexOf('\n') + 1);
    return compiled.toString('latin1', 0, mark.length) === mark ? compiled.subarray(mark.length) : undefined;
  } catch {
    return undefined;
  }
}

// All that was printed has been written by then: to take the heap apart first would only take time.
if (require.main === module)
  void load()
    .program.main()
    .then(() => process.exit());
