/** Asks what becomes of a capture that is about to be closed: of the running one, and of packets that are in no file of the user's. */
import { type BrowserWindow, dialog } from 'electron';
import type { captureEvents, UnsavedAnswer } from '../shared/capture-contract';
import type { EventName, Payload } from '../shared/contract';
import { copyCapture } from './copy-capture';
import type { OpenLiveCapture } from './live-capture';

export interface Asking {
  readonly window: () => BrowserWindow;
  tell<Name extends EventName<typeof captureEvents>>(name: Name, payload: Payload<typeof captureEvents, Name>): void;
  canSave(): boolean;
  /** Owners of packets are saved with them. */
  keepsOwners(): boolean;
}

export class UnsavedCapture {
  /** Waits for the page to save. */
  private waiting: ((answer: UnsavedAnswer) => void) | undefined;

  constructor(private readonly around: Asking) {}

  /** True when the capture may be closed: it is stopped then, and saved if the user wanted that. */
  async mayLeave(live: OpenLiveCapture): Promise<boolean> {
    if (!live.unsaved) return this.mayStop(live);
    const { response } = await dialog.showMessageBox(this.around.window(), {
      type: 'warning',
      message: live.running ? `Stop capturing on ${live.title}?` : `Save the packets captured on ${live.title}?`,
      detail: 'The captured packets are not saved yet. If you do not save them, they are lost.',
      buttons: ['Save…', 'Discard', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response === 2) return false;
    await live.stop();
    if (response === 1) return true;
    return this.around.canSave() ? this.savedByPage() : this.savedByCopy(live);
  }

  /** The page's answer to `saveUnsaved`. */
  answered(answer: UnsavedAnswer): void {
    this.waiting?.(answer);
    this.waiting = undefined;
  }

  /** Nothing would be lost, but a capture that goes on may be wanted. */
  private async mayStop(live: OpenLiveCapture): Promise<boolean> {
    if (!live.running || live.newest === undefined || live.state(undefined).status?.packets === 0) {
      await live.stop();
      return true;
    }
    const { response } = await dialog.showMessageBox(this.around.window(), {
      type: 'question',
      message: `Stop capturing on ${live.title}?`,
      detail: 'What was captured stays in the file that you chose.',
      buttons: ['Stop capturing', 'Cancel'],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 1) return false;
    await live.stop();
    return true;
  }

  /** With comments and all else that the engine knows. */
  private savedByPage(): Promise<boolean> {
    this.answered('cancelled');
    return new Promise((resolve) => {
      this.waiting = (answer) => resolve(answer === 'saved');
      this.around.tell('saveUnsaved', undefined);
    });
  }

  /** Without an engine, the file as it is. */
  private async savedByCopy(live: OpenLiveCapture): Promise<boolean> {
    const { filePath } = await dialog.showSaveDialog(this.around.window(), {
      title: 'Save the capture',
      defaultPath: `${live.title}.pcapng`,
      filters: [{ name: 'pcapng', extensions: ['pcapng'] }],
    });
    if (filePath === '' || live.newest === undefined) return false;
    await copyCapture(live.newest, filePath, this.around.keepsOwners());
    return true;
  }
}
