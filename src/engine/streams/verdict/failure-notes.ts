/** Notes what applications say failed on TCP streams, from what the index tells packets apart by: errors of HTTP servers, fatal alerts of TLS. */
import type { CaptureIndex } from '../../index/index-pass';
import { manyStacks } from '../../index/stack-columns';
import type { Side } from './stream-watch';

/** What one stream failed with; packets of 0 where it did not. */
export interface Failures {
  /** The first answer with a status of 5xx, and how many there are. */
  status: number;
  statusFrame: number;
  statusCount: number;
  /** The first fatal alert, and whose. */
  alert: number;
  alertFrame: number;
  alertSide: Side;
}

/** What a packet says: a status of 5xx or -1, the description of a fatal alert or -1. */
interface Said {
  readonly status: number;
  readonly alert: number;
}

/** RFC 9110, section 15.6. */
const firstServerError = 500;

export class FailureNotes {
  private readonly streams = new Map<number, Failures>();
  /** By the number of the packet's stack. */
  private readonly said: Said[] = [];

  constructor(private readonly index: CaptureIndex) {}

  /** The next packet of a stream, with the number of its stack. */
  take(stream: number, frame: number, side: Side, stack: number): void {
    if (stack === manyStacks) return;
    this.said[stack] ??= this.read(stack);
    const { status, alert } = this.said[stack];
    if (status < 0 && alert < 0) return;
    const failures = this.of(stream);
    if (status >= 0) {
      if (failures.statusCount++ === 0) {
        failures.status = status;
        failures.statusFrame = frame;
      }
    }
    if (alert >= 0 && failures.alertFrame === 0) {
      failures.alert = alert;
      failures.alertFrame = frame;
      failures.alertSide = side;
    }
  }

  get(stream: number): Failures | undefined {
    return this.streams.get(stream);
  }

  /** Whether the packets of a stack carry the protocol. */
  carries(stack: number, protocol: string): boolean {
    if (stack === manyStacks) return false;
    const { stacks, stackColumns } = this.index;
    return stacks.protocols(stackColumns.stacks[stack]).some(({ id }) => id === protocol);
  }

  private of(stream: number): Failures {
    let failures = this.streams.get(stream);
    if (failures === undefined) {
      failures = { status: 0, statusFrame: 0, statusCount: 0, alert: 0, alertFrame: 0, alertSide: 0 };
      this.streams.set(stream, failures);
    }
    return failures;
  }

  private read(stack: number): Said {
    const first = (name: string): number => Number(this.index.stackColumns.traitsOf(stack, name)[0] ?? -1);
    const status = first('http.response.code');
    return { status: status >= firstServerError ? status : -1, alert: first('tls.alert_message.desc') };
  }
}
