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
    return streamVerdict(this.source, this.host, stream);
  }
}
