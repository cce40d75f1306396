/** Where settings and the log live. */
import { join, resolve } from 'node:path';
import { app } from 'electron';

/** The folder given by `--user-data-dir`, or `sockeye` in the user's place for settings. */
export function userDataFolder(): string {
  return chosenUserData() ?? join(app.getPath('appData'), 'sockeye');
}

/** The folder given by `--user-data-dir`. */
export function chosenUserData(): string | undefined {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  return given === '' ? undefined : resolve(given);
}
