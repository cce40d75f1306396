/** The window, and everything its page is not allowed to do. */
import { join } from 'node:path';
import { app, BrowserWindow, type Rectangle, session } from 'electron';
import { pageOrigin } from './page-protocol';

/** Opens the window; it shows itself when its first picture is there. */
export function createWindow(bounds: Rectangle | undefined, background: string): BrowserWindow {
  const window = new BrowserWindow({
    ...(bounds ?? { width: 1440, height: 900 }),
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Sockeye',
    backgroundColor: background,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Denies every permission, every navigation and every new window, whoever asks. */
export function forbidTheRest(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
  // Nothing is ever fetched from elsewhere; a request that is tried all the same ends here.
  session.defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const allowed = ['sockeye:', 'blob:', 'data:', 'devtools:'].includes(new URL(details.url).protocol);
    decide({ cancel: !allowed });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${pageOrigin}/`)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}
