/** How far the reading of a capture file has come, and what is wrong with it. */
import type { CaptureFile } from '../capture-file/capture-file';
import type { CaptureIndex } from '../index/index-pass';
import type { CaptureStatus } from '../view';

/** `more` is whether the index pass has not come to the end; `packets` is how many of them can be asked for. */
export function captureStatus(
  file: CaptureFile,
  index: CaptureIndex,
  more: boolean,
  modified: boolean,
  packets: number,
): CaptureStatus {
  const reading = more || file.filling;
  const { problem } = index;
  return {
    state: reading ? 'reading' : endState(index),
    path: file.path,
    format: file.format.description,
    packets,
    bytesRead: index.position,
    bytesTotal: file.size(),
    ...(problem === undefined || reading ? {} : { problem }),
    modified,
  };
}

function endState({ problem, state }: CaptureIndex): CaptureStatus['state'] {
  if (problem?.kind === 'damaged') return 'failed';
  return problem === undefined && state === 'end' ? 'growing' : 'complete';
}
