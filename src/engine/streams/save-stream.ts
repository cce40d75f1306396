/** Writes the bytes of a followed stream into a file, in slices. What is missing in the capture is missing in the file. */
import type { EngineHost, HostFileWriter } from '../host';
import type { FollowedStream } from './followed-stream';
import type { Side } from './stream-records';

/** Bytes that are written at once. */
const stride = 256 * 1024;

/** A task in the sense of the session's. */
export interface SaveTask {
  advance(
    milliseconds: number,
  ):
    | { readonly state: 'running' | 'done'; readonly fraction: number }
    | { readonly state: 'failed'; readonly message: string };
  cancel(): void;
}

export function saveStreamTask(host: EngineHost, stream: FollowedStream, side: Side, path: string): SaveTask {
  let writer: HostFileWriter | undefined;
  let record = 0;
  let from = 0;
  const writeSome = (): void => {
    const { kind, backward, length } = stream.record(record);
    const wanted = kind === 'data' && (side === 'both' || backward === (side === 'backward'));
    const part = wanted ? Math.min(stride, length - from) : 0;
    if (part > 0) writer?.write(stream.bytesOf(record, from, part));
    from += part;
    if (!wanted || from >= length) {
      record++;
      from = 0;
    }
  };
  return {
    advance(milliseconds) {
      const deadline = host.now() + milliseconds;
      try {
        writer ??= host.createFile(path);
        while (stream.advance(milliseconds) && host.now() < deadline);
        while (record < stream.records && host.now() < deadline) writeSome();
        if (record < stream.records || stream.source.more)
          return { state: 'running', fraction: stream.records === 0 ? 0 : record / stream.records };
        writer.commit();
        return { state: 'done', fraction: 1 };
      } catch (error) {
        writer?.discard();
        return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
      }
    },
    cancel() {
      writer?.discard();
    },
  };
}
