/** `--screenshot=FILE`: a picture of the window once it has settled, for those without a display. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { app, type BrowserWindow } from 'electron';
import { log } from './log-file';

/** Time between two pictures, in milliseconds. A picture counts when the next one is the same: the screen may lag behind. */
const drawingTime = 500;
const mostPictures = 12;

/** Writes the picture and quits, with exit code 1 when that failed. */
export async function takeScreenshot(window: BrowserWindow, path: string): Promise<void> {
  try {
    await writeFile(path, await steadyPicture(window));
    app.exit(0);
  } catch (error) {
    const message = `The screenshot could not be saved as ${path}: ${String(error)}`;
    log(message);
    console.error(message);
    app.exit(1);
  }
}

async function steadyPicture(window: BrowserWindow): Promise<Buffer> {
  let last: Buffer | undefined;
  for (let taken = 0; taken < mostPictures; taken++) {
    window.webContents.invalidate();
    await pause(drawingTime);
    const picture = (await window.webContents.capturePage()).toPNG();
    if (last?.equals(picture)) return picture;
    last = picture;
  }
  return last ?? Buffer.alloc(0);
}
