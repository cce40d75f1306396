/** What dumpcap, tcpdump and ssh tell people on standard error, as far as we need it. */
import type { EndReason } from '../shared/live-capture';
import type { DropCounts } from './file-description';

const longestKept = 4000;
/** `Packets received/dropped on interface 'lo': 10/0 (pcap:0/dumpcap:0/flushed:0/ps_ifdrop:0) (100.0%)` */
const dumpcapCounts = /^Packets received\/dropped on interface '(.*)': (\d+)\/(\d+) \(pcap:(\d+)\/.*ps_ifdrop:(\d+)\)/;
/** tcpdump ends with three such lines. */
const tcpdumpCounts = /^(\d+) packets? (received by filter|dropped by kernel|dropped by interface)/;

export class CaptureProgramText {
  readonly drops = new Map<string, DropCounts>();
  /** Of the only interface that tcpdump knows. */
  readonly tcpdump: { received?: number; droppedByKernel?: number; droppedByInterface?: number } = {};
  #rest = '';
  #kept = '';

  append(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-longestKept);
    for (const line of lines) this.#take(line.trim());
  }

  /** The last thing said that is no report of success. */
  get complaint(): string {
    this.#take(this.#rest.trim());
    this.#rest = '';
    return this.#kept.trim();
  }

  #take(line: string): void {
    const counts = dumpcapCounts.exec(line);
    if (counts !== null) {
      const [, name, received, , kernel, card] = counts;
      this.drops.set(name, {
        received: Number(received),
        droppedByKernel: Number(kernel),
        droppedByInterface: Number(card),
      });
      return;
    }
    const told = tcpdumpCounts.exec(line);
    if (told?.[2] === 'received by filter') this.tcpdump.received = Number(told[1]);
    else if (told?.[2] === 'dropped by kernel') this.tcpdump.droppedByKernel = Number(told[1]);
    else if (told?.[2] === 'dropped by interface') this.tcpdump.droppedByInterface = Number(told[1]);
    else if (line !== '' && !progress.test(line)) this.#kept = `${this.#kept} ${line}`.slice(-longestKept);
  }
}

const progress =
  /^(Capturing on|File: |Packets( captured)?: \d|tcpdump: (listening on|verbose output|data link type)|\d+ packets? captured|Warning: Permanently added)/;

/** Why such a program gave up. */
export function reasonOfComplaint(complaint: string): EndReason {
  if (/permission|not permitted|are you root/i.test(complaint)) return 'not-permitted';
  if (/syntax error|isn.t a valid capture filter|parse filter|illegal token/i.test(complaint)) return 'bad-filter';
  if (/went down|disappeared|network is down/i.test(complaint)) return 'interface-gone';
  return 'failed';
}
