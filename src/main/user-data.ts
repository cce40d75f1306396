/** Where settings and the log live. */
import { join, resolve } from 'node:path';
import { app } from 'electron';

/** The folder given by `--user-data-dir`, or `sockeye` in the user's place for settings. */
export function userDataFolder(): string {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  return given === '' ? join(app.getPath('appData'), 'sockeye') : resolve(given);
}
