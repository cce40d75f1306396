/** Verdicts on the TCP streams of a capture, and the list of those with something wrong. The session's door to them. */
import type { EngineHost } from '../../host';
import type { PacketSource } from '../packet-source';
import { ProblemStreams } from './problem-streams';
import { streamVerdict } from './stream-verdict';
import type { Verdict } from './verdict-view';

export class StreamVerdicts {
  /** Streams by what is wrong with them. Call its `advance` until it has seen all packets. */
  readonly problems: ProblemStreams;

  constructor(
    private readonly source: PacketSource,
    private readonly host: EngineHost,
  ) {
    this.problems = new ProblemStreams(source.index, () => host.now());
  }

  /** The verdict on a TCP stream; undefined where there is no such stream. */
  verdict(stream: number): Verdict | undefined {
    const steps = this.steps(stream);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same in steps, between which others may have their turn: a long stream takes seconds. */
  steps(stream: number): Generator<void, Verdict | undefined> {
    return streamVerdict(this.source, this.host, stream);
  }
}
