/** Gives the PDUs that a packet completes, put together from their segments, to whoever looks for something in their bytes. */
import type { Sink } from '../declare/sink';

export class SegmentsSink implements Sink {
  readonly tree = false;

  constructor(
    readonly openings: boolean,
    private readonly take: (bytes: Uint8Array) => void,
  ) {}

  assembled(bytes: Uint8Array): void {
    this.take(bytes);
  }

  enter(): boolean {
    return false;
  }

  leave(): void {}
  header(): void {}
  add(): void {}
  text(): void {}
  open(): void {}
  close(): void {}
  retitle(): void {}
  append(): void {}
  heading(): void {}
  span(): void {}
  issue(): void {}
}
