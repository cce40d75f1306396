/** `--screenshot=FILE`: a picture of the window once it has settled, for those without a display. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { app, type BrowserWindow } from 'electron';
import { log } from './log-file';

/** Time for the last picture to reach the screen, in milliseconds. */
const drawingTime = 400;

/** Writes the picture and quits, with exit code 1 when that failed. */
export async function takeScreenshot(window: BrowserWindow, path: string): Promise<void> {
  try {
    await pause(drawingTime);
    const picture = await window.webContents.capturePage();
    await writeFile(path, picture.toPNG());
    app.exit(0);
  } catch (error) {
    const message = `The screenshot could not be saved as ${path}: ${String(error)}`;
    log(message);
    console.error(message);
    app.exit(1);
  }
}
