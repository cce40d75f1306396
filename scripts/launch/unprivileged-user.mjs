// Who runs the window when root starts it, and what that user may read.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaunchError, project, say } from './project.mjs';

const NOBODY = 65534;

/** What must not follow the window into another user's process. */
const ROOTS_OWN = /^(SUDO_|npm_|DBUS_|TMPDIR$|XDG_(CONFIG|CACHE|DATA|STATE)_HOME$)/;

/**
 * The user behind sudo, otherwise nobody; undefined when root is not what started us. Chromium refuses root unless its
 * sandbox is switched off, and bytes from the network must not be decoded with root's rights.
 */
export function unprivilegedUser(cleanUp) {
  if (process.getuid?.() !== 0) return undefined;
  const user = Number(process.env.SUDO_UID) > 0 ? userBehindSudo() : nobody(cleanUp);
  say(`started by root: the window runs as ${user.environment.USER}, whose folder is ${user.environment.HOME}`);
  return user;
}

function userBehindSudo() {
  const uid = Number(process.env.SUDO_UID);
  const [name, , , gid, , home] = spawnSync('getent', ['passwd', String(uid)], { encoding: 'utf8' }).stdout.split(':');
  if (!home) throw new LaunchError(`The user ${uid}, who called sudo, is not known here.`);
  return { uid, gid: Number(gid), environment: environmentOf(name, home, `/run/user/${uid}`) };
}

function nobody(cleanUp) {
  const user = { uid: NOBODY, gid: NOBODY };
  const home = folderOfNobody(user, cleanUp);
  const environment = environmentOf('nobody', home, home);
  if (process.env.XAUTHORITY) {
    environment.XAUTHORITY = join(home, 'Xauthority');
    copyFileSync(process.env.XAUTHORITY, environment.XAUTHORITY);
    chownSync(environment.XAUTHORITY, user.uid, user.gid);
  }
  return { ...user, environment };
}

function environmentOf(name, home, runtimeFolder) {
  const kept = Object.entries(process.env).filter(([key]) => !ROOTS_OWN.test(key));
  return { ...Object.fromEntries(kept), USER: name, LOGNAME: name, HOME: home, XDG_RUNTIME_DIR: runtimeFolder };
}

/** A folder that lasts until the machine restarts, in /run where only root can make one; otherwise one for this time. */
function folderOfNobody(user, cleanUp) {
  const folder = '/run/sockeye/nobody';
  try {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  } catch {
    return privateFolder(user, cleanUp);
  }
  return folder;
}

/** A new folder that only this user and root can enter; removed at the end. */
export function privateFolder(user, cleanUp) {
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-'));
  cleanUp.push(folder);
  chownSync(folder, user.uid, user.gid);
  return folder;
}

/** Refuses files that this user may not read, in words. */
export function requireReadable(user, files) {
  const unreadable = files.filter((file) => lstatSync(file, { throwIfNoEntry: false }) && !mayRead(user, file));
  if (unreadable.length === 0) return;
  throw new LaunchError(
    `${unreadable.join(', ')} cannot be read by ${user.environment.USER}, as whom the window runs. ` +
      'Start Sockeye as the user who may read it, or copy it to a place everybody may read.',
  );
}

/** Electron and the built program where this user can read them: in place, or copied for this time. */
export function readableProgram(user, electron, cleanUp) {
  const needed = [
    electron,
    'out/main/index.js',
    'out/capture-helper/index.js',
    'out/renderer/index.html',
    'package.json',
    'resources/sample.pcapng',
  ];
  if (needed.every((file) => mayRead(user, join(electron === file ? '' : project, file)))) {
    return { electron, application: project };
  }
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-'));
  cleanUp.push(folder);
  say(`${project} is closed to ${user.environment.USER}: copying the program to ${folder} for this time`);
  for (const part of ['out', 'package.json', 'resources', 'node_modules/cap'])
    if (existsSync(join(project, part))) cpSync(join(project, part), join(folder, part), { recursive: true });
  cpSync(join(electron, '..'), join(folder, 'electron'), { recursive: true });
  spawnSync('chmod', ['-R', 'u=rwX,go=rX', folder]);
  return { electron: join(folder, 'electron/electron'), application: folder };
}

function mayRead({ uid, gid }, file) {
  return spawnSync('test', ['-r', file], { uid, gid, cwd: '/' }).status === 0;
}
