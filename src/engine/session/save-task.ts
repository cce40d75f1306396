/** Saves a capture as a task that the session's caller drives. */
import type { CaptureFile } from '../capture-file/capture-file';
import { saveCapture } from '../capture-file/save-capture';
import type { SaveOptions } from '../capture-file/save-options';
import type { EngineHost } from '../host';
import type { Task } from '../session';

/** A task that writes `path`, which is replaced only when all is written. `saved` is called once it is. */
export function saveTask(
  host: EngineHost,
  file: CaptureFile,
  path: string,
  options: SaveOptions,
  saved: () => void,
): Task {
  const cancellation = { cancelled: false };
  let state: ReturnType<Task['advance']> = { state: 'running', fraction: 0 };
  const total = Math.max(1, file.size());
  const onProgress = (bytes: number): void => {
    if (state.state === 'running') state = { state: 'running', fraction: Math.min(1, bytes / total) };
  };
  let started = false;
  const start = async (): Promise<void> => {
    try {
      const result = await saveCapture(host, file, path, { ...options, cancellation, onProgress });
      if (result.state === 'saved') saved();
      state =
        result.state === 'saved'
          ? { state: 'done', fraction: 1 }
          : { state: 'failed', message: 'Saving was cancelled.' };
    } catch (error) {
      state = { state: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    advance() {
      if (!started) {
        started = true;
        void start();
      }
      return state;
    },
    cancel() {
      cancellation.cancelled = true;
    },
  };
}
