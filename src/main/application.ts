/** The running program: its window, its open capture, and what the page may ask for. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, ipcMain, nativeTheme, screen, shell } from 'electron';
import { answer } from '../shared/answer';
import type { EventName, Handlers, Payload } from '../shared/contract';
import { type MainContract, mainContract } from '../shared/ipc';
import { CaptureDesk, type LiveFile } from './capture-desk';
import type { StartArguments } from './command-line';
import { EngineHost } from './engine-host';
import { FieldsHost } from './fields-host';
import { log, logPath } from './log-file';
import { pageOrigin, servePage } from './page-protocol';
import { RecentFiles } from './recent-files';
import { takeScreenshot } from './screenshot';
import { SettingsFile } from './settings-file';
import { SocketsHost } from './sockets-host';
import { chosenUserData } from './user-data';
import { createWindow, forbidTheRest } from './window';
import { readBounds, writeBounds } from './window-bounds';

const captureExtensions = ['pcapng', 'pcap', 'cap', 'ntar', 'dmp', 'gz', 'zst'];

export class Application {
  private readonly settings = new SettingsFile();
  private readonly recent = new RecentFiles();
  private window!: BrowserWindow;
  private engine!: EngineHost;
  private sockets!: SocketsHost;
  private fields!: FieldsHost;
  /** The capture that is open, or to be opened as soon as the page is there. */
  private path: string | undefined;
  private pageReady = false;
  private unsaved = false;
  private desk!: CaptureDesk;
  /** A question is open; nothing else is begun meanwhile. */
  private asking = false;
  /** The window may close: everything that had to be asked was. */
  private leaving = false;

  constructor(private readonly wanted: StartArguments) {}

  start(): void {
    log(`Sockeye ${app.getVersion()} starts.`);
    forbidTheRest();
    servePage();
    nativeTheme.themeSource = this.settings.current.theme;
    this.window = createWindow(
      readBounds(screen.getAllDisplays()),
      nativeTheme.shouldUseDarkColors ? '#17191b' : '#fbfbfa',
    );
    this.engine = new EngineHost(this.window.webContents, (message) => this.tell('engineGone', { message }));
    this.sockets = new SocketsHost(this.window, (message) => this.tell('socketsGone', { message }));
    this.fields = new FieldsHost(this.window.webContents, (message) => this.tell('fieldsGone', { message }));
    this.desk = this.openDesk();
    this.path = this.wanted.path;
    if (this.path !== undefined) this.engine.prepare(this.path);
    this.answerThePage();
    this.watchTheWindow();
    app.on('second-instance', (_event, _argv, _folder, data) => this.secondStart(data));
    app.on('window-all-closed', () => app.quit());
    void this.window.loadURL(`${pageOrigin}/index.html`);
  }

  private answerThePage(): void {
    const handlers = this.handlers();
    ipcMain.handle('call', (event, name: unknown, argument: unknown) => {
      if (event.senderFrame !== this.window.webContents.mainFrame) throw new Error('Only the window itself may ask.');
      return answer(mainContract, handlers, name, argument);
    });
  }

  private watchTheWindow(): void {
    this.window.on('close', (event) => {
      if (this.leaving || (!this.unsaved && !this.desk.holds)) {
        writeBounds(this.window);
        return;
      }
      event.preventDefault();
      void this.mayLeave().then((may) => {
        if (!may) return;
        this.leaving = true;
        this.window.close();
      });
    });
    this.window.on('closed', () => {
      this.desk.close();
      this.engine.close();
      this.sockets.close();
      this.fields.close();
      this.settings.flush();
    });
    this.window.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`The page ended: ${reason}.`);
      this.pageReady = false;
      this.window.reload();
    });
  }

  private handlers(): Handlers<MainContract> {
    return {
      ...this.desk.handlers(),
      start: () => this.startInformation(),
      openDialog: () => this.openDialog(),
      openRecent: ({ index }) => this.open(this.recent.list()[index]?.path),
      openSample: () => this.open(samplePath()),
      openDropped: ({ path }) => this.open(path),
      reload: () => this.reload(),
      closeCapture: () => this.closeCapture(),
      clearRecent: () => {
        this.recent.clear();
        this.tell('recent', []);
      },
      captureRead: ({ packets }) => {
        if (this.path === undefined) return;
        this.recent.remember(this.path, packets);
        this.tell('recent', this.recent.list());
      },
      captureModified: ({ modified }) => {
        this.unsaved = modified;
      },
      saveSettings: (settings) => {
        this.settings.replace(settings);
        nativeTheme.themeSource = settings.theme;
      },
      chooseTarget: (request) => this.chooseTarget(request),
      chooseFolder: ({ title }) => this.chooseFolder(title),
      currentTarget: () => {
        if (this.path === undefined) throw new Error('No capture is open.');
        return { token: this.engine.addTarget(this.path), name: basename(this.path) };
      },
      writeBytes: ({ token, bytes }) => writeFile(this.engine.target(token), bytes),
      copyText: ({ text }) => clipboard.writeText(text),
      setZoom: ({ level }) => this.window.webContents.setZoomLevel(level),
      toggleFullScreen: () => this.window.setFullScreen(!this.window.isFullScreen()),
      showLog: () => shell.showItemInFolder(logPath()),
      report: ({ message }) => log(`page: ${message}`),
      quit: () => this.window.close(),
      ...this.sockets.handlers(),
      ...this.fields.handlers(),
      settled: () => {
        if (this.wanted.screenshot !== undefined) void takeScreenshot(this.window, this.wanted.screenshot);
      },
    };
  }

  private startInformation(): Awaited<ReturnType<Handlers<MainContract>['start']>> {
    this.pageReady = true;
    setImmediate(() => this.showAgain());
    return {
      settings: this.settings.current,
      recent: this.recent.list(),
      hasSample: samplePath() !== undefined,
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      logPath: logPath(),
      awaitsCapture: this.path !== undefined,
    };
  }

  private async openDialog(): Promise<void> {
    const { filePaths } = await dialog.showOpenDialog(this.window, {
      title: 'Open capture file',
      defaultPath: this.path === undefined ? undefined : dirname(this.path),
      properties: ['openFile'],
      filters: [
        { name: 'Capture files', extensions: captureExtensions },
        { name: 'All files', extensions: ['*'] },
      ],
    });
    await this.open(filePaths[0]);
  }

  private async open(path: string | undefined): Promise<void> {
    if (path === undefined || !(await this.mayLeave())) return;
    this.desk.leave();
    this.show(plainFile(path));
  }

  private show({ path, name, live, continues }: LiveFile): void {
    this.path = path;
    this.unsaved = false;
    log(`Opening ${path}.`);
    if (!this.pageReady) return;
    const sample = path === samplePath();
    if (!sample && existsSync(path) && !this.desk.isInSpool(path)) this.recent.add(path);
    this.tell('recent', this.recent.list());
    this.tell('opening', { path, name, sample, live, continues });
    this.engine.open(path);
  }

  /** For a page that has just begun. */
  private showAgain(): void {
    this.desk.tellAgain();
    if (this.path !== undefined) this.show(this.desk.fileAt(this.path) ?? plainFile(this.path));
  }

  private async reload(): Promise<void> {
    if (await this.mayDiscardComments()) this.showAgain();
  }

  private async closeCapture(): Promise<void> {
    if (!(await this.mayLeave())) return;
    this.desk.leave();
    this.engine.close();
    this.path = undefined;
    this.unsaved = false;
    this.tell('closed', undefined);
  }

  private openDesk(): CaptureDesk {
    const userData = chosenUserData();
    return new CaptureDesk({
      window: () => this.window,
      spoolFolder: userData && join(userData, 'captures'),
      tell: (name, payload) => this.tell(name, payload as never),
      show: (file) => this.show(file),
      watchOwners: (capture) => this.sockets.watchOwners(capture),
      shown: () => this.path,
      renamed: (path) => {
        this.path = path;
        this.recent.add(path);
        this.tell('recent', this.recent.list());
        this.tell('renamed', { path, name: basename(path) });
      },
      target: (token) => this.engine.target(token),
      addTarget: (path) => this.engine.addTarget(path),
      mayLeave: () => this.mayLeave(),
      canSave: () => this.pageReady && this.engine.running,
      keepsOwners: () => this.settings.current.saveOwners,
    });
  }

  /** Asks before anything is lost that is in no file. Of several questions at once only the first is asked. */
  private async mayLeave(): Promise<boolean> {
    if (this.asking) return false;
    this.asking = true;
    try {
      // Saving packets saves their comments too.
      return (this.desk.holds || (await this.mayDiscardComments())) && (await this.desk.mayLeave());
    } finally {
      this.asking = false;
    }
  }

  /** Asks before comments that were never saved are lost. */
  private async mayDiscardComments(): Promise<boolean> {
    if (!this.unsaved) return true;
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'warning',
      message: 'Discard the changed packet comments?',
      detail: 'They are not in the file yet. Use File > Save to keep them.',
      buttons: ['Keep working', 'Discard'],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  }

  private async chooseTarget(request: {
    title: string;
    suggestedName: string;
    extension: string;
  }): Promise<{ token: string; name: string } | undefined> {
    const folder = this.path === undefined ? app.getPath('documents') : dirname(this.path);
    const { canceled, filePath } = await dialog.showSaveDialog(this.window, {
      title: request.title,
      defaultPath: join(folder, basename(request.suggestedName)),
      filters: [{ name: request.extension, extensions: [request.extension] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    if (canceled || filePath === '') return undefined;
    return { token: this.engine.addTarget(filePath), name: basename(filePath) };
  }

  private async chooseFolder(title: string): Promise<{ token: string; name: string } | undefined> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.window, {
      title,
      properties: ['openDirectory', 'createDirectory'],
    });
    const [folder] = filePaths;
    return canceled || folder === undefined
      ? undefined
      : { token: this.engine.addTarget(folder), name: basename(folder) };
  }

  private secondStart(data: unknown): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
    const path = (data as { path?: unknown } | null)?.path;
    if (typeof path === 'string') void this.open(path);
  }

  private tell<Name extends EventName<MainContract>>(name: Name, payload: Payload<MainContract, Name>): void {
    if (!this.window.isDestroyed()) this.window.webContents.send('event', name, payload);
  }
}

/** A capture file that is no part of a live capture. */
function plainFile(path: string): LiveFile {
  return { path, name: basename(path), live: false, continues: false };
}

/** The capture that comes with the program. */
function samplePath(): string | undefined {
  const path = join(app.getAppPath(), 'resources/sample.pcapng');
  return existsSync(path) ? path : undefined;
}
