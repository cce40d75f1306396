/** Collects what is remarkable in a packet as values of `_ws.expert`, `_ws.malformed` and `_ws.short`. */
import { visible } from '../bytes/visible';
import type { Catalogue } from '../declare/catalogue';
import { groupOf, issueExpert, severityNumber } from '../declare/expert';
import type { Field, FieldValue } from '../declare/field';
import type { Layer } from '../declare/layer';
import type { Protocol } from '../declare/protocol';
import type { IssueKind } from '../declare/sink';

/** Takes one value of a field that may be wanted, with the place it was found at. */
export type PutValue = (field: Field, value: FieldValue, layer: Layer, start: number, length: number) => void;

export class ExpertValues {
  private readonly expert: Protocol | undefined;
  private readonly malformed: Field | undefined;
  private readonly short: Field | undefined;
  /** Whether anybody wants to know of expert messages. */
  readonly wanted: boolean;

  constructor(
    catalogue: Catalogue,
    isWanted: (field: Field) => boolean,
    private readonly put: PutValue,
  ) {
    this.expert = catalogue.protocol('_ws.expert');
    this.malformed = catalogue.protocol('_ws.malformed')?.self;
    this.short = catalogue.protocol('_ws.short')?.self;
    this.wanted = this.expert !== undefined && [this.expert.self, ...Object.values(this.expert.fields)].some(isWanted);
  }

  /** Whether a protocol has expert messages of its own. */
  concerns({ fields, borrows }: Protocol): boolean {
    const remarks = (field: Field): boolean => field.options.severity !== undefined;
    return (
      this.wanted && [fields, ...borrows.map((owner) => owner.fields)].some((all) => Object.values(all).some(remarks))
    );
  }

  /** A value of 0 only lists what another occurrence says. */
  field(field: Field, layer: Layer, start: number, length: number, value: FieldValue | undefined): void {
    const { severity, text } = field.options;
    if (severity === undefined || value === 0) return;
    const worded = text?.(value ?? 1, layer) ?? (typeof value === 'string' ? visible(value) : field.label);
    this.message(worded, severityNumber[severity], groupOf(field), layer, start, length);
  }

  issue(kind: IssueKind, message: string, layer: Layer, start: number, length: number): void {
    if (kind === 'truncated') this.mark(this.short, layer, start, length);
    else if (kind !== 'limit') this.contradiction(layer, start, length);
    // What the capture cut off is nobody's mistake.
    if (!this.wanted || kind === 'truncated') return;
    const { severity, group } = issueExpert(kind);
    this.message(message, severity, group, layer, start, length);
  }

  /** A layer contradicts itself. */
  contradiction(layer: Layer, start: number, length: number): void {
    this.mark(this.malformed, layer, start, length);
  }

  private mark(field: Field | undefined, layer: Layer, start: number, length: number): void {
    if (field !== undefined) this.put(field, 1, layer, start, length);
  }

  private message(text: string, severity: number, group: number, layer: Layer, start: number, length: number): void {
    const { expert } = this;
    if (expert === undefined) return;
    this.put(expert.self, 1, layer, start, length);
    this.put(expert.fields.message, text, layer, start, length);
    this.put(expert.fields.severity, severity, layer, start, length);
    this.put(expert.fields.group, group, layer, start, length);
  }
}
