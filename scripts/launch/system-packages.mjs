// Installs the system's packages that Electron needs, on Debian and its relatives, and only those really missing.
import { spawnSync } from 'node:child_process';
import { installed, LaunchError, run, say } from './project.mjs';

/** Per package its name before and after Debian's move to 64-bit time. */
const ELECTRON_LIBRARIES = [
  ['libnss3'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libgbm1'],
  ['libasound2', 'libasound2t64'],
];

/** Installs the shared libraries that Electron's program names and this machine lacks. */
export function ensureElectronLibraries(electron) {
  if (process.platform !== 'linux') return;
  const { stdout } = spawnSync('ldd', [electron], { encoding: 'utf8' });
  const missing = [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library);
  if (missing.length > 0) installPackages(ELECTRON_LIBRARIES, `Electron needs ${missing.join(', ')}`);
}

/** Installs the virtual display. */
export function ensureVirtualDisplay() {
  const missing = ['xvfb-run', 'Xvfb', 'xauth'].filter((program) => !installed(program));
  if (missing.length > 0) installPackages([['xvfb'], ['xauth']], `a virtual display needs ${missing.join(', ')}`);
}

function installPackages(packages, reason) {
  const names = packages.map((candidates) => candidates[0]).join(' ');
  if (!installed('apt-get')) throw new LaunchError(`${reason}. Install what your system calls ${names}.`);
  const asRoot = process.getuid() === 0 ? [] : ['sudo', ...(process.stdin.isTTY ? [] : ['-n'])];
  if (asRoot.length > 0 && !installed('sudo')) {
    throw new LaunchError(`${reason}. As root, run: apt-get install ${names}`);
  }
  say(`${reason}: installing ${names} with ${[...asRoot, 'apt-get'].join(' ')}`);
  const stdio = ['inherit', process.stderr, process.stderr];
  const aptGet = (...args) => {
    const [program, ...rest] = [
      ...asRoot,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-qq',
      '-o',
      'Dpkg::Use-Pty=0',
      ...args,
    ];
    run(program, rest, { stdio });
  };
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', ...packages.map(nameHere));
}

/** The last of a package's names that this release of the system has. */
function nameHere(candidates) {
  return candidates.findLast((name) => spawnSync('apt-cache', ['show', name]).status === 0) ?? candidates[0];
}
