/** Counts what is remarkable in the packets of a view, by severity, group, protocol and wording. */

import { groupNames, severityNumber } from '../declare/expert';
import type { Field, FieldValue } from '../declare/field';
import type { Layer } from '../declare/layer';
import { QuietSink } from '../declare/quiet-sink';
import type { IssueKind } from '../declare/sink';
import { ExpertValues } from '../decode/expert-values';
import type { FilterSource } from '../filter/compiled-filter';
import { packetBit } from '../index/packet-table';
import type { FrameNumber, PacketView, Severity } from '../view';

/** Packets that say the same. */
export interface ExpertMessage {
  readonly severity: Severity;
  /** Wireshark's name of its group: `Sequence`, `Malformed`. */
  readonly group: string;
  /** The protocol's short name. */
  readonly protocol: string;
  readonly summary: string;
  /** How often it was said. */
  readonly count: number;
  /** The packet in which it was first. */
  readonly frame: FrameNumber;
}

/** Different messages beyond which new ones are left out: packets can word them as they like. */
const maximumMessages = 100_000;
/** Packets between two looks at the clock. */
const stride = 64;

/** Goes through the packets of a view in slices, and tells what is remarkable in each. */
export class ExpertWalk {
  private walked = 0;
  private readonly sink: ExpertSink;
  private frame = 0;

  constructor(
    private readonly view: PacketView,
    private readonly source: FilterSource,
    private readonly now: () => number,
    told: (remark: ExpertRemark, frame: FrameNumber) => void,
  ) {
    this.sink = new ExpertSink(source, (remark) => told(remark, this.frame));
  }

  /** Goes on for about so many milliseconds, while `wanted` holds. True while there is more. */
  advance(milliseconds: number, wanted: () => boolean = () => true): boolean {
    const deadline = this.now() + milliseconds;
    const { table } = this.source.index;
    while (this.walked < this.view.count && wanted()) {
      this.frame = this.view.frameAt(this.walked++);
      if (!table.has(this.frame - 1, packetBit.ignored)) this.source.walk(this.frame - 1, this.sink, false);
      if (this.walked % stride === 0 && this.now() >= deadline) break;
    }
    return this.walked < this.view.count && wanted();
  }
}

export class ExpertCounter {
  private readonly found = new Map<string, { message: Omit<ExpertMessage, 'count'>; count: number }>();
  private readonly walk: ExpertWalk;

  constructor(view: PacketView, source: FilterSource, now: () => number) {
    this.walk = new ExpertWalk(view, source, now, (remark, frame) => this.count(remark, frame));
  }

  /** Counts for about so many milliseconds. True while there is more. */
  advance(milliseconds: number): boolean {
    return this.walk.advance(milliseconds);
  }

  messages(): readonly ExpertMessage[] {
    return [...this.found.values()].map(({ message, count }) => ({ ...message, count }));
  }

  private count({ severity, group, protocol, summary }: ExpertRemark, frame: FrameNumber): void {
    const key = `${severity} ${group} ${protocol} ${summary}`;
    const known = this.found.get(key);
    if (known !== undefined) known.count++;
    else if (this.found.size < maximumMessages)
      this.found.set(key, { message: { severity, group, protocol, summary, frame }, count: 1 });
  }
}

const severityOf = (number: number): Severity =>
  (Object.keys(severityNumber) as Severity[]).find((name) => severityNumber[name] === number) ?? 'comment';

/** What one line of a packet says. */
export type ExpertRemark = Pick<ExpertMessage, 'severity' | 'group' | 'protocol' | 'summary'>;

/** Hears of expert messages alone. */
class ExpertSink extends QuietSink {
  private readonly expert: ExpertValues;
  private summary = '';
  private severity: Severity = 'comment';

  constructor(source: FilterSource, found: (message: ExpertRemark) => void) {
    super();
    const { fields } = source.index.catalogue.require('_ws.expert');
    const put = (field: Field, value: FieldValue, layer: Layer): void => {
      if (field === fields.message) this.summary = String(value);
      else if (field === fields.severity) this.severity = severityOf(Number(value));
      else if (field === fields.group) {
        const { column, title } = layer.protocol;
        const protocol = column === '' ? title : column;
        found({ severity: this.severity, group: groupNames[Number(value)] ?? '', protocol, summary: this.summary });
      }
    };
    this.expert = new ExpertValues(source.index.catalogue, () => true, put);
  }

  override enter(layer: Layer): boolean {
    return this.expert.concerns(layer.protocol);
  }

  override add(layer: Layer, field: Field, start: number, length: number, value: FieldValue | undefined): void {
    this.expert.field(field, layer, start, length, value);
  }

  override issue(layer: Layer, kind: IssueKind, message: string, start: number, length: number): void {
    this.expert.issue(kind, message, layer, start, length);
  }
}
