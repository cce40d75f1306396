/** What the page is told of a file that could not be opened at all. */
import type { CaptureFileError } from '../engine/capture-file/capture-file';
import type { EngineStatus } from '../shared/ipc';

export function failedStatus(path: string, error: CaptureFileError): EngineStatus {
  return {
    state: 'failed',
    path,
    format: '',
    packets: 0,
    bytesRead: 0,
    bytesTotal: 0,
    problem: error.problem,
    modified: false,
    stopped: false,
    unsavedComments: false,
    marked: 0,
    ignored: 0,
    timeReferences: 0,
    commented: 0,
    readings: 1,
  };
}
