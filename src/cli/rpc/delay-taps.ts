/** The tap `rtd:radius`: how long RADIUS servers took to answer, in the shape of sharkd. */
import { layersIn, layersOf } from '../packet-layers';
import type { LoadedCapture } from './loaded-capture';

/** Kinds of messages by their codes. RFC 2865, RFC 2866 and RFC 5176. */
const kinds: Readonly<Record<number, string>> = {
  1: 'Access',
  2: 'Access',
  3: 'Access',
  11: 'Access',
  4: 'Accounting',
  5: 'Accounting',
  40: 'Disconnect',
  41: 'Disconnect',
  42: 'Disconnect',
  43: 'CoA',
  44: 'CoA',
  45: 'CoA',
};
const requests: ReadonlySet<number> = new Set([1, 4, 12, 40, 43]);
const overall = 'Overall';

/** Times in seconds. Members are named as sharkd names them. */
interface Delays {
  readonly type: string;
  num: number;
  min: number;
  max: number;
  tot: number;
  min_frame: number;
  max_frame: number;
  open_req: number;
  disc_rsp: number;
  req_dup: number;
  rsp_dup: number;
}

/** What `info` names. */
export const delayTaps = [{ name: 'Response Time Delay/RADIUS', tap: 'rtd:radius' }];

/** Undefined for a protocol whose delays are not known. */
export function delayTap(capture: LoadedCapture, name: string): object | undefined {
  if (name !== 'radius') return undefined;
  const counter = new DelayCounter();
  for (const { frame, tree, layer } of layersIn(capture.session, capture.packetsOf('radius'), 'radius')) {
    const stream = layersOf(tree, 'udp').at(-1)?.value('udp.stream') ?? '';
    const time = layer.value('radius.time');
    counter.count({
      frame,
      code: Number(layer.value('radius.code')),
      transaction: `${stream} ${layer.value('radius.id')}`,
      seconds: time === undefined ? undefined : Number(time),
    });
  }
  return { tap: 'rtd:radius', type: 'rtd', stats: counter.rows() };
}

interface Message {
  readonly frame: number;
  readonly code: number;
  /** The same for a request, its repetitions and its response. */
  readonly transaction: string;
  /** From the request to this response, where it is one and its request is known. */
  readonly seconds: number | undefined;
}

class DelayCounter {
  private readonly delays = new Map<string, Delays>();
  private readonly transactions = new Map<string, 'open' | 'answered'>();

  count(message: Message): void {
    const { code, transaction } = message;
    const isRequest = requests.has(code);
    const known = this.transactions.get(transaction);
    const repeated = isRequest ? known === 'open' : known === 'answered';
    for (const type of [overall, kinds[code] ?? 'Other']) {
      const delays = this.delaysOf(type);
      if (isRequest) delays[repeated ? 'req_dup' : 'open_req']++;
      else if (repeated) delays.rsp_dup++;
      else if (message.seconds === undefined) delays.disc_rsp++;
      else addTime(delays, message.frame, message.seconds);
    }
    if (isRequest) this.transactions.set(transaction, 'open');
    else if (known !== undefined) this.transactions.set(transaction, 'answered');
  }

  /** Of the kinds that something was answered of. */
  rows(): readonly Delays[] {
    return [...this.delays.values()]
      .filter(({ num }) => num > 0)
      .map((delays) => ({ ...delays, tot: Number(delays.tot.toFixed(9)) }));
  }

  private delaysOf(type: string): Delays {
    let delays = this.delays.get(type);
    if (delays === undefined) {
      const none = { num: 0, min: 0, max: 0, tot: 0, min_frame: 0, max_frame: 0 };
      delays = { type, ...none, open_req: 0, disc_rsp: 0, req_dup: 0, rsp_dup: 0 };
      this.delays.set(type, delays);
    }
    return delays;
  }
}

function addTime(delays: Delays, frame: number, seconds: number): void {
  delays.open_req--;
  if (delays.num === 0 || seconds < delays.min) [delays.min, delays.min_frame] = [seconds, frame];
  if (delays.num === 0 || seconds > delays.max) [delays.max, delays.max_frame] = [seconds, frame];
  delays.num++;
  delays.tot += seconds;
}
