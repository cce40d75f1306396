// compile-program.mjs FOLDER: writes the command line program built there in compiled form. See src/cli/index.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { project } from './launch/project.mjs';

const folder = resolve(process.argv[2]);
const { load } = createRequire(import.meta.url)(join(folder, 'index.js'));
const { program, script } = load();
// What reading a capture needs is compiled by reading one.
process.argv.splice(2, Number.POSITIVE_INFINITY, '-r', join(project, 'resources/sample.pcapng'), '-q', '-z', 'io,phs');
await program.main();
const source = readFileSync(join(folder, 'program.js'), 'latin1');
const mark = source.slice(0, source.indexOf('\n') + 1);
writeFileSync(
  join(folder, 'program.compiled'),
  Buffer.concat([Buffer.from(mark, 'latin1'), script.createCachedData()]),
);
