/** The package cap as its authors wrote it, in a folder of its own: what is left where our patch could not be applied. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const patch = resolve('patches/cap+0.2.1.patch');

/** Makes `folder` a project with cap, not patched and not built. Throws when the patch cannot be taken back. */
export function placeUnpatchedCap(folder: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync('node_modules/cap', join(folder, 'node_modules/cap'), {
    recursive: true,
    filter: (path) => !path.endsWith('/build'),
  });
  symlinkSync(resolve('node_modules/nan'), join(folder, 'node_modules/nan'));
  const isPatched = readFileSync(join(folder, 'node_modules/cap/lib/Cap.js'), 'utf8').includes('batchVersion');
  if (isPatched) execFileSync('git', ['apply', '--reverse', patch], { cwd: folder });
  const manifest = { name: 'with-cap', private: true, dependencies: { cap: '0.2.1' }, allowScripts: { cap: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

/** Builds it; false where the compiler or libpcap's headers are missing. */
export function buildCap(folder: string): boolean {
  return spawnSync('npm', ['rebuild', 'cap', '--foreground-scripts'], { cwd: folder }).status === 0;
}
