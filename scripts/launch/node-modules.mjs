// Brings node_modules in line with package-lock.json, only when they differ.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCap, hasFailed, isPatched } from './cap-patch.mjs';
import { project, run, say } from './project.mjs';

/** Runs `npm ci` when a package is missing or has another version than the lock file says; patches cap where that was not done. */
export function ensureNodeModules() {
  const difference = firstDifference();
  if (difference === undefined) {
    if (wantsPatch(project)) run(process.execPath, [join(project, 'scripts/after-install.mjs')]);
    return;
  }
  say(`installing the npm packages (${difference})`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' });
}

function firstDifference() {
  let present;
  try {
    present = packagesOf(join(project, 'node_modules/.package-lock.json'));
  } catch {
    return 'none is there yet';
  }
  for (const [place, { version, optional }] of Object.entries(packagesOf(join(project, 'package-lock.json')))) {
    // An optional package may be absent: it is for another system, or could not be built.
    if (place === '' || (optional && present[place] === undefined)) continue;
    if (present[place]?.version !== version) return `${place.replace(/^.*node_modules\//, '')} ${version} is missing`;
  }
  return undefined;
}

/** The packages were installed before the patch was there, or without running scripts. What failed once is not tried at each start. */
export function wantsPatch(folder) {
  return hasCap(folder) && !isPatched(folder) && !hasFailed(folder);
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
