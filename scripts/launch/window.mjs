// Opens the window: on a virtual display when there is none, and as an unprivileged user when root started it.
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, constants, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { captureRuntime } from './capture-runtime.mjs';
import { LaunchError, project, say } from './project.mjs';
import { privateFolder, readableProgram, requireReadable, unprivilegedUser } from './unprivileged-user.mjs';

/** Without a display: draw in software, and do not complain about the desktop services that are missing. */
const WITHOUT_DISPLAY = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--log-level=3'];
const VIRTUAL_SCREEN = '-screen 0 1600x1000x24';

/** Whether a window can be shown to somebody. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Runs the window until it is closed, and answers its exit code. Without a display, or when a screenshot is asked for,
 * the window saves a picture of itself and closes.
 */
export async function openWindow({ electron, files, screenshot }) {
  const picture = screenshot ?? (hasDisplay() ? undefined : 'sockeye-window.png');
  const cleanUp = [];
  try {
    const user = unprivilegedUser(cleanUp);
    // The capture package is built for the Node that runs this, not for Electron.
    const runtime = { SOCKEYE_NODE: process.execPath, ...(user && captureRuntime(user, cleanUp)) };
    const program = user ? readableProgram(user, electron, cleanUp) : { electron, application: project };
    const captures = files.map((file) => placeOf(resolve(file), program.application));
    if (user) requireReadable(user, captures);
    const drawn = picture && (user ? join(privateFolder(user, cleanUp), 'window.png') : resolve(picture));
    const command = [program.electron, ...(hasDisplay() ? [] : WITHOUT_DISPLAY), program.application];
    if (drawn) command.push(`--screenshot=${drawn}`);
    command.push(...captures);
    if (!hasDisplay()) onVirtualDisplay(command);
    if (drawn) rmSync(drawn, { force: true });
    const status = await runUntilClosed(command, user, Boolean(drawn), runtime);
    if (status === 0 && drawn) {
      const bytes = pictureIn(drawn);
      if (user) writeFileSync(picture, bytes);
      say(`the picture of the window is ${resolve(picture)}`);
    }
    return status;
  } finally {
    for (const path of cleanUp) rmSync(path, { recursive: true, force: true });
  }
}

/** A file of the project lies in the copy of the program, when there is one. */
function placeOf(file, application) {
  const inProject = relative(project, file);
  return /^resources\b/.test(inProject) ? join(application, inProject) : file;
}

function onVirtualDisplay(command) {
  say('no display here: the window opens on a virtual one, and a picture of it is saved');
  command.unshift('xvfb-run', '-a', '-s', VIRTUAL_SCREEN);
  if (process.getuid() !== 0) return;
  // Where X servers put their sockets; a server that is not root's cannot make it.
  mkdirSync('/tmp/.X11-unix', { recursive: true });
  chmodSync('/tmp/.X11-unix', 0o1777);
}

/** Time for a window that saves its picture and closes, in milliseconds. */
const PICTURE_TIME = 120_000;

function runUntilClosed([program, ...args], user, closesItself, runtime) {
  return new Promise((done, failed) => {
    // A group of its own, so that nothing of it is left over: not the window, not the virtual display.
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      env: { ...(user ? user.environment : process.env), ...runtime },
      ...(user && { uid: user.uid, gid: user.gid, cwd: user.environment.HOME }),
    });
    const end = () => process.kill(-child.pid, 'SIGTERM');
    const timer = closesItself && setTimeout(end, PICTURE_TIME);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
    child.on('error', (error) => failed(new LaunchError(`${program} could not be started: ${error.message}`)));
    child.on('exit', (status) => {
      clearTimeout(timer);
      done(status ?? 1);
    });
  });
}

/** The picture that the window saved: a PNG file, not a link by which another user makes root read something else. */
function pictureIn(path) {
  let file;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    throw new LaunchError(
      'The window saved no picture; another Sockeye that is already running may have taken the file.',
    );
  }
  try {
    const bytes = readFileSync(file);
    if (bytes.subarray(1, 4).toString('latin1') !== 'PNG') throw new LaunchError(`${path} is not a picture.`);
    return bytes;
  } finally {
    closeSync(file);
  }
}
