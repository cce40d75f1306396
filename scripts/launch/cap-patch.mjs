// Whether the package cap has our patch, and what was tried to patch it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = 'node_modules/cap/lib/Cap.js';
/** Goes with the packages: after another `npm ci` it is tried anew. */
const NOTE = 'node_modules/.cap-patch-failed';

/** `folder` is the one that node_modules lies in. */
export function hasCap(folder) {
  return existsSync(join(folder, SOURCE));
}

/** What the patch adds, in words that only the patched files hold. */
export function isPatched(folder) {
  return readFileSync(join(folder, SOURCE), 'utf8').includes('batchVersion');
}

/** Whether patching these very files has failed before. */
export function hasFailed(folder) {
  const note = join(folder, NOTE);
  return existsSync(note) && readFileSync(note, 'utf8') === trialOf(folder);
}

export function noteFailure(folder) {
  try {
    writeFileSync(join(folder, NOTE), trialOf(folder));
  } catch {
    // The packages are not this user's: it is tried again at the next start.
  }
}

/** A digest of all that decides whether the patch can be applied: the package, the patch, and the program that applies it. */
function trialOf(folder) {
  const digest = createHash('sha256');
  const patches = existsSync(join(folder, 'patches')) ? readdirSync(join(folder, 'patches')).sort() : [];
  const paths = [
    SOURCE,
    'node_modules/cap/package.json',
    'node_modules/patch-package/package.json',
    ...patches.map((name) => `patches/${name}`),
  ];
  for (const path of paths) {
    const whole = join(folder, path);
    digest.update(`${path}\0`).update(existsSync(whole) ? readFileSync(whole) : 'absent');
  }
  return digest.digest('hex');
}
