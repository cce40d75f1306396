/** The program starts here: one running instance, one window, and the file that was asked for. */
import { app, Menu } from 'electron';
import { Application } from './application';
import { parseArguments } from './command-line';
import { registerPageScheme } from './page-protocol';
import { userDataFolder } from './user-data';

app.setName('Sockeye');
app.setPath('userData', userDataFolder());
const wanted = parseArguments(process.argv, process.cwd());

if (app.requestSingleInstanceLock({ path: wanted.path })) {
  registerPageScheme();
  // The menu bar is part of the page, where it follows the theme and the command table.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  void app.whenReady().then(() => new Application(wanted).start());
} else {
  app.quit();
}
