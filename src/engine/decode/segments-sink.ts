/** Gives the PDUs that a packet completes, put together from their segments, to whoever looks for something in their bytes. */
import { QuietSink } from '../declare/quiet-sink';

export class SegmentsSink extends QuietSink {
  constructor(
    readonly openings: boolean,
    private readonly take: (bytes: Uint8Array) => void,
  ) {
    super();
  }

  assembled(bytes: Uint8Array): void {
    this.take(bytes);
  }
}
