/** Declares a protocol: its names, its place under other protocols, its fields, and how its bytes are walked. */
import { Field, type FieldDeclaration } from './field';
import type { Layer } from './layer';

/** The fields of a protocol by their keys: an undeclared key is a compile error. */
export type FieldsOf<F> = { readonly [K in keyof F]: Field };

/** How a protocol hangs under another. */
export type Attachment =
  | { readonly kind: 'number'; readonly table: string; readonly values: readonly number[] }
  | { readonly kind: 'name'; readonly table: string; readonly values: readonly string[] }
  | {
      readonly kind: 'heuristic';
      readonly list: string;
      readonly order: number;
      readonly test: (layer: Layer, at: number) => boolean;
    };

/** Attaches to a table by number: `on('ip.proto', 17)`. */
export const on = (table: string, ...values: number[]): Attachment => ({ kind: 'number', table, values });

/** Attaches to a table of words: `named('media_type', 'application/json')`. */
export const named = (table: string, ...values: string[]): Attachment => ({ kind: 'name', table, values });

/**
 * Attaches by recognition: `test` sees the parent's layer and the offset in it at which the payload begins, and must be sure.
 * Lists are tried by ascending `order` (100 where it does not matter), then by protocol id.
 */
export const recognised = (list: string, test: (layer: Layer, at: number) => boolean, order = 100): Attachment => ({
  kind: 'heuristic',
  list,
  order,
  test,
});

export interface ProtocolDeclaration<F extends Record<string, FieldDeclaration>> {
  /** Wireshark's filter name, which is also the file's name. */
  readonly id: string;
  readonly title: string;
  /** The text of the Protocol column unless the walk sets another. Default: id in capitals. */
  readonly column?: string;
  /** As `-G protocols` and the lines of malformed layers name it. Default: the column's text. */
  readonly shortName?: string;
  /** False for layers that leave the Protocol column to others (`frame`, `vlan`). */
  readonly setsColumn?: boolean;
  /** Captured bytes that must be there before the layer sets the Protocol column, where it is not named without them. Default: 0. */
  readonly columnAfter?: number;
  /** True for what is not there at all without a captured byte (`data`). */
  readonly needsBytes?: boolean;
  readonly parents?: readonly Attachment[];
  /**
   * For protocols that a port alone does not make certain: whether the payload at `at` of the parent's layer may be a message. Where it
   * is not, others are asked.
   */
  readonly accepts?: (layer: Layer, at: number) => boolean;
  /** TCP payload on its port that it does not accept, nor anybody else, is not shown as data either. */
  readonly leavesToCarrier?: boolean;
  /**
   * True where `frame.protocols` names the protocol also in packets in which no message of it ends. Wireshark does so for those of
   * its dissectors that show a line before they ask for more bytes.
   */
  readonly namesUnfinished?: boolean;
  /** How many of its first bytes, at most, the walk looks at in the first pass, where nobody listens. Default: all. */
  readonly opening?: number;
  /** Bytes that must be there before the walk starts. Header fields lie inside. */
  readonly header?: number;
  /** True for a name that occurs in `frame.protocols` but has no line in the tree (`ethertype`). */
  readonly pseudo?: boolean;
  /** True for what stands inside its parent's tree, where the parent is just then (a certificate in a handshake). */
  readonly embedded?: boolean;
  /** Protocols whose fields the walk adds beside its own (mDNS speaks in the fields of DNS). Their header fields are not shown. */
  readonly borrows?: readonly Protocol[];
  /** Given as a function where there are so many that making them takes a part of the program's start: it is asked when they are needed. */
  readonly fields: F | (() => F);
  /**
   * Walks the layer's bytes: shows the header with `layer.header()`, adds the other fields, hands payload on with
   * `layer.next(…)`. All offsets count from the layer's start. Reading past the end ends the walk and marks the layer.
   */
  readonly dissect: (layer: Layer, fields: FieldsOf<F>) => void;
}

/** A declared protocol. `index` numbers the protocols of a catalogue from 0. */
export class Protocol {
  index = -1;
  readonly id: string;
  readonly title: string;
  readonly column: string;
  readonly shortName: string;
  readonly setsColumn: boolean;
  readonly columnAfter: number;
  readonly needsBytes: boolean;
  readonly parents: readonly Attachment[];
  readonly headerLength: number;
  readonly pseudo: boolean;
  readonly namesUnfinished: boolean;
  readonly accepts: ((layer: Layer, at: number) => boolean) | undefined;
  readonly leavesToCarrier: boolean;
  readonly opening: number;
  readonly embedded: boolean;
  readonly borrows: readonly Protocol[];
  /** The protocol itself as a field of type PROTOCOL: filter `tcp`. */
  readonly self: Field;
  /** Which of the four layers of TCP/IP it belongs to: the folder its file lies in. */
  layerClass: 'network-interface' | 'internet' | 'transport' | 'application' = 'application';

  /** What is walked in its place, by whoever hands payload on to it: it is switched off. */
  standIn: Protocol | undefined;

  private readonly declared: Record<string, FieldDeclaration> | (() => Record<string, FieldDeclaration>);
  private made: Readonly<Record<string, Field>> | undefined;
  private madeHeader: readonly Field[] | undefined;
  /** A property of its own: declarations differ in their shapes, and looking into each of them costs every layer of every packet. */
  private readonly walk: (layer: Layer, fields: Readonly<Record<string, Field>>) => void;

  constructor(declaration: ProtocolDeclaration<Record<string, FieldDeclaration>>) {
    this.walk = declaration.dissect;
    this.id = declaration.id;
    this.title = declaration.title;
    this.column = declaration.column ?? declaration.id.toUpperCase();
    this.shortName = declaration.shortName ?? this.column;
    this.setsColumn = declaration.setsColumn ?? true;
    this.columnAfter = declaration.columnAfter ?? 0;
    this.needsBytes = declaration.needsBytes ?? false;
    this.parents = declaration.parents ?? [];
    this.headerLength = declaration.header ?? 0;
    this.pseudo = declaration.pseudo ?? false;
    this.accepts = declaration.accepts;
    this.leavesToCarrier = declaration.leavesToCarrier ?? false;
    this.namesUnfinished = declaration.namesUnfinished ?? false;
    this.opening = declaration.opening ?? Number.POSITIVE_INFINITY;
    this.embedded = declaration.embedded ?? false;
    this.borrows = declaration.borrows ?? [];
    this.self = new Field(this, '', { type: 'PROTOCOL', label: declaration.title });
    this.declared = declaration.fields;
  }

  /** The declared fields by their keys. Made when they are first asked for: of all protocols few occur in a capture. */
  get fields(): Readonly<Record<string, Field>> {
    this.made ??= this.makeFields();
    return this.made;
  }

  /** Fields with a place or a computed value, in declared order. */
  get headerFields(): readonly Field[] {
    this.madeHeader ??= Object.values(this.fields).filter(({ at, options }) => at >= 0 || options.value !== undefined);
    return this.madeHeader;
  }

  private makeFields(): Readonly<Record<string, Field>> {
    const fields: Record<string, Field> = {};
    const declared = typeof this.declared === 'function' ? this.declared() : this.declared;
    for (const [key, field] of Object.entries(declared)) fields[key] = new Field(this, key, field);
    for (const field of Object.values(fields)) link(field, fields);
    return fields;
  }

  dissect(layer: Layer): void {
    this.walk(layer, this.fields);
  }
}

function link(field: Field, fields: Record<string, Field>): void {
  const { within, eitherOf } = field.options;
  if (within !== undefined) {
    field.parent = fields[within];
    if (field.parent === undefined) throw new Error(`${field.id}: there is no field ${within} to stand within`);
  }
  for (const key of eitherOf ?? []) {
    const source = fields[key];
    if (source === undefined) throw new Error(`${field.id}: there is no field ${key}`);
    source.aliases = [...source.aliases, field];
  }
}

/** Declares a protocol. The result is the default export of the protocol's file. */
export function protocol<const F extends Record<string, FieldDeclaration>>(
  declaration: ProtocolDeclaration<F>,
): Protocol {
  return new Protocol(declaration as unknown as ProtocolDeclaration<Record<string, FieldDeclaration>>);
}
