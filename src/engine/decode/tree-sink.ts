/** Collects the lines of one packet for the detail pane, `-V`, JSON and PDML. */
import type { Field, FieldValue } from '../declare/field';
import { lineText } from '../declare/format';
import type { Layer } from '../declare/layer';
import type { Protocol } from '../declare/protocol';
import type { IssueKind, Sink } from '../declare/sink';
import { readValue } from '../declare/value';

/** A line of the tree. Lines stand in the order of discovery; `children` gives the order of display. */
export interface Line {
  readonly kind: 'layer' | 'field' | 'text' | 'issue';
  readonly parent: number;
  readonly field: Field | undefined;
  readonly protocol: Protocol;
  readonly value: FieldValue | undefined;
  readonly buffer: number;
  at: number;
  length: number;
  /** Text that replaces the usual one, or undefined. */
  text: string | undefined;
  /** Text behind the usual one. */
  more: string;
  hidden: boolean;
  readonly issue?: IssueKind;
}

/** More lines than this in one packet are not collected; the last one says so. */
const maximumLines = 50_000;

export class TreeSink implements Sink {
  readonly tree = true;
  lines: Line[] = [];
  /** The buffers that lines lie in, with where each begins in its `Uint8Array`: the frame first. */
  buffers: { readonly bytes: Uint8Array; readonly start: number; readonly end: number; name: string }[] = [];
  private parents: number[] = [];
  private marks: { readonly layerLine: number; readonly depth: number }[] = [];
  private last = -1;

  reset(): void {
    this.lines = [];
    this.buffers = [];
    this.parents = [];
    this.marks = [];
    this.last = -1;
  }

  enter(layer: Layer): boolean {
    const { protocol } = layer;
    this.marks.push({ layerLine: this.lines.length, depth: this.parents.length });
    if (protocol.pseudo) return true;
    this.push(layer, {
      kind: 'layer',
      parent: protocol.embedded ? (this.parents.at(-1) ?? -1) : -1,
      field: protocol.self,
      start: layer.start,
      length: layer.end - layer.start,
      value: undefined,
      hidden: false,
    });
    this.parents.push(this.lines.length - 1);
    return true;
  }

  leave(): void {
    const mark = this.marks.pop()!;
    this.parents.length = mark.depth;
  }

  header(layer: Layer): void {
    const lineOf = new Map<Field, number>();
    const top = this.parents.at(-1) ?? -1;
    for (const field of layer.protocol.headerFields) {
      const { value: compute, when } = field.options;
      if (field.at >= 0 && !layer.has(field.at, field.length)) continue;
      if (compute === undefined && field.at + field.length > layer.available) continue;
      if (when !== undefined && !readable(() => when(layer))) continue;
      const value = compute === undefined ? undefined : readable(() => compute(layer));
      if (compute !== undefined && value === undefined) continue;
      const parent = field.parent === undefined ? top : (lineOf.get(field.parent) ?? top);
      lineOf.set(field, this.lines.length);
      this.push(layer, {
        kind: 'field',
        parent,
        field,
        start: layer.start + Math.max(field.at, 0),
        length: field.at < 0 ? 0 : field.length,
        value,
        hidden: field.hidden,
      });
    }
  }

  add(layer: Layer, field: Field, start: number, length: number, value: FieldValue | undefined): void {
    this.push(layer, {
      kind: field.options.severity === undefined ? 'field' : 'issue',
      parent: this.parents.at(-1) ?? -1,
      field,
      start,
      length,
      value,
      hidden: field.hidden,
    });
  }

  text(layer: Layer, start: number, length: number, text: string): void {
    this.push(layer, {
      kind: 'text',
      parent: this.parents.at(-1) ?? -1,
      field: undefined,
      start,
      length,
      value: undefined,
      hidden: false,
    });
    this.lines[this.last].text = text;
  }

  open(): void {
    this.parents.push(this.last);
  }

  close(layer: Layer, end?: number): void {
    const mark = this.marks.at(-1);
    if (mark === undefined || this.parents.length <= mark.depth + (layer.protocol.pseudo ? 0 : 1)) return;
    const line = this.parents.pop()!;
    if (end !== undefined && line >= 0)
      this.lines[line].length = Math.max(0, end - this.buffers[this.lines[line].buffer].start - this.lines[line].at);
    this.last = line;
  }

  retitle(text: string): void {
    if (this.last >= 0) this.lines[this.last].text = text;
  }

  reveal(): void {
    if (this.last >= 0) this.lines[this.last].hidden = false;
  }

  append(text: string): void {
    if (this.last >= 0) this.lines[this.last].more += text;
  }

  heading(_layer: Layer, text: string): void {
    const line = this.lines[this.marks.at(-1)?.layerLine ?? -1];
    if (line !== undefined) line.more += text;
  }

  span(_layer: Layer, length: number): void {
    const line = this.lines[this.marks.at(-1)?.layerLine ?? -1];
    if (line !== undefined) line.length = length;
  }

  issue(layer: Layer, kind: IssueKind, message: string, start: number, length: number): void {
    this.push(layer, {
      kind: 'issue',
      parent: this.parents.at(-1) ?? -1,
      field: undefined,
      start,
      length: Math.max(0, length),
      value: undefined,
      hidden: false,
      issue: kind,
    });
    this.lines[this.last].text = `[${message}]`;
  }

  private push(
    layer: Layer,
    {
      kind,
      parent,
      field,
      start,
      length,
      value,
      hidden,
      issue,
    }: {
      kind: Line['kind'];
      parent: number;
      field: Field | undefined;
      start: number;
      length: number;
      value: FieldValue | undefined;
      hidden: boolean;
      issue?: IssueKind;
    },
  ): void {
    if (this.lines.length >= maximumLines) return;
    const buffer = this.bufferOf(layer);
    const read =
      value ??
      (field === undefined || field.type === 'PROTOCOL' ? undefined : readValue(field, layer.bytes, start, length));
    this.last = this.lines.length;
    const override = field?.options.text;
    this.lines.push({
      kind,
      parent,
      field,
      protocol: layer.protocol,
      value: read,
      buffer,
      at: start - this.buffers[buffer].start,
      length,
      text: override !== undefined && read !== undefined ? override(read, layer) : undefined,
      more: '',
      hidden,
      issue,
    });
    if (field !== undefined)
      for (const alias of field.aliases)
        this.lines.push({
          kind: 'field',
          parent: alias.options.inside ? this.last : parent,
          field: alias,
          protocol: layer.protocol,
          value: read,
          buffer,
          at: start - this.buffers[buffer].start,
          length,
          text: undefined,
          more: '',
          hidden: alias.hidden,
        });
  }

  private bufferOf(layer: Layer): number {
    const known = this.buffers.findIndex(
      (buffer) => buffer.bytes === layer.bytes && layer.start >= buffer.start && layer.start <= buffer.end,
    );
    if (known >= 0) return known;
    this.buffers.push({ bytes: layer.bytes, start: layer.start, end: layer.end, name: originOf(layer) });
    return this.buffers.length - 1;
  }
}

/** Where the bytes of a buffer came from: what a layer put together, or unpacked, below it. The frame's own have no name. */
function originOf({ parent }: Layer): string {
  if (parent === undefined || parent.protocol.id === 'frame') return '';
  return parent.protocol.layerClass === 'application'
    ? `Unpacked ${parent.protocol.column}`
    : `Reassembled ${parent.protocol.column}`;
}

/** The line as shown. */
export function textOf(line: Line): string {
  if (line.text !== undefined) return line.text + line.more;
  return (line.field === undefined ? '' : lineText(line.field, line.value ?? 1)) + line.more;
}

/** Computed header fields read the header; one that reads past a short header is not shown. */
function readable<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
