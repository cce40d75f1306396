// After `npm ci`: patches the optional package cap and builds it again, or says what live capture lacks without it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isPatched, noteFailure } from './launch/cap-patch.mjs';

const CAP = 'node_modules/cap';
const PATCH_PACKAGE = 'node_modules/patch-package/index.js';
const NEEDED = 'apt-get install libpcap-dev g++ make python3';

function run(command, args) {
  const shell = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', shell });
  if (status === 0) return true;
  console.error(`${stdout ?? ''}${stderr ?? ''}`.trimEnd());
  return false;
}

/** patch-package ends with an error where the package is not there, so it is started only where it is. */
function patchAndBuild() {
  if (!existsSync(PATCH_PACKAGE) || !run(process.execPath, [PATCH_PACKAGE, '--error-on-fail'])) {
    console.log('cap could not be patched: live capture works, but its timestamps are approximate.');
    noteFailure('.');
    return;
  }
  if (!run('npm', ['rebuild', 'cap', '--foreground-scripts'])) console.log('cap could not be built after patching.');
}

if (existsSync(CAP) && !isPatched('.')) patchAndBuild();
if (!existsSync(`${CAP}/build/Release/cap.node`)) {
  console.log(
    'The capture package cap could not be built, so live capture needs dumpcap or tcpdump. For cap, on Debian: ' +
      `${NEEDED}; then npm ci. Everything else works without it.`,
  );
}
