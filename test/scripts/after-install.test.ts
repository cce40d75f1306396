/** What happens after `npm ci` where cap is missing, cannot be patched, or cannot be built: installing never fails for it. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeUnpatchedCap } from '../capture/unpatched-cap';

const script = resolve('scripts/after-install.mjs');
const remedy = 'apt-get install libpcap-dev';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sockeye-install-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function afterInstall(): { readonly status: number | null; readonly stdout: string } {
  return spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
}

it('says what to install where cap is missing, and succeeds', () => {
  const { status, stdout } = afterInstall();
  expect(status).toBe(0);
  expect(stdout).toContain('live capture needs dumpcap or tcpdump');
  expect(stdout).toContain(remedy);
});

describe.skipIf(!existsSync('node_modules/cap'))('with cap', () => {
  beforeEach(() => placeUnpatchedCap(folder));

  it('says that timestamps are approximate where it cannot be patched', () => {
    const { status, stdout } = afterInstall();
    expect(status).toBe(0);
    expect(stdout).toContain('its timestamps are approximate');
  });

  it('is tried again when the patch or the package is another, but not at each start', async () => {
    // A module of the launcher, which has no types.
    const { wantsPatch } = (await import(pathToFileURL(resolve('scripts/launch/node-modules.mjs')).href)) as {
      wantsPatch(folder: string): boolean;
    };
    cpSync('patches', join(folder, 'patches'), { recursive: true });
    expect(wantsPatch(folder)).toBe(true);
    afterInstall();
    expect(wantsPatch(folder)).toBe(false);
    const [patch] = readdirSync(join(folder, 'patches'));
    appendFileSync(join(folder, 'patches', patch), '\n');
    expect(wantsPatch(folder)).toBe(true);
  });

  it('patches it, and says what to install where it cannot be built', () => {
    symlinkSync(resolve('node_modules/patch-package'), join(folder, 'node_modules/patch-package'));
    cpSync('patches', join(folder, 'patches'), { recursive: true });
    const manifest = join(folder, 'node_modules/cap/package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('node-gyp rebuild', 'exit 1'));
    const { status, stdout } = afterInstall();
    expect(readFileSync(join(folder, 'node_modules/cap/lib/Cap.js'), 'utf8')).toContain('batchVersion');
    expect(status).toBe(0);
    expect(stdout).toContain('could not be built after patching');
    expect(stdout).toContain(remedy);
  });
});
