/** All declared protocols and fields, numbered, attached to their parents, and found by name. */
import type { Field, FieldDeclaration } from './field';
import type { Protocol } from './protocol';
import { heuristics, nameTable, table } from './table';

export class Catalogue {
  readonly protocols: readonly Protocol[];
  private readonly protocolsById = new Map<string, Protocol>();
  private readonly fieldsById = new Map<string, Field[]>();
  private numbered: readonly Field[] | undefined;

  /** Numbers the protocols and attaches them. Throws when two claim the same name or place. */
  constructor(protocols: readonly Protocol[]) {
    this.protocols = [...protocols].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.protocols.forEach((protocol, index) => {
      if (this.protocolsById.has(protocol.id)) throw new Error(`Two protocols are called ${protocol.id}`);
      this.protocolsById.set(protocol.id, protocol);
      protocol.index = index;
    });
    for (const protocol of this.protocols) attach(protocol);
    for (const list of recognisers)
      list.entries.sort((a, b) => orders.get(a)! - orders.get(b)! || (a.protocol.id < b.protocol.id ? -1 : 1));
  }

  /** All fields. Numbered when they are first asked for: reading a capture needs few of them. */
  get fields(): readonly Field[] {
    this.numbered ??= this.numberFields();
    return this.numbered;
  }

  private numberFields(): readonly Field[] {
    const fields = this.protocols.flatMap((protocol) => [protocol.self, ...Object.values(protocol.fields)]);
    fields.forEach((field, index) => {
      field.index = index;
      const same = this.fieldsById.get(field.id);
      if (same === undefined) this.fieldsById.set(field.id, [field]);
      else same.push(field);
    });
    return fields;
  }

  protocol(id: string): Protocol | undefined {
    return this.protocolsById.get(id);
  }

  /** The protocol of this name; for names that are declared, as those of link types in our own tables. */
  require(id: string): Protocol {
    const protocol = this.protocolsById.get(id);
    if (protocol === undefined) throw new Error(`No protocol is called ${id}`);
    return protocol;
  }

  /** Fields of this filter name, in either case; usually one, several where protocols share a name, none when unknown. */
  field(id: string): readonly Field[] {
    return this.byName.get(id) ?? this.byName.get(id.toLowerCase()) ?? none;
  }

  /** Names of all fields and protocols, sorted. */
  names(): readonly string[] {
    this.sortedNames ??= [...this.byName.keys()].sort();
    return this.sortedNames;
  }
  private sortedNames: readonly string[] | undefined;

  private get byName(): ReadonlyMap<string, readonly Field[]> {
    this.numbered ??= this.numberFields();
    return this.fieldsById;
  }
}

const none: readonly Field[] = [];
const recognisers = new Set<ReturnType<typeof heuristics>>();
const orders = new Map<object, number>();

function attach(protocol: Protocol): void {
  for (const parent of protocol.parents) {
    switch (parent.kind) {
      case 'number':
        for (const value of parent.values) table(parent.table).attach(value, protocol);
        break;
      case 'name':
        for (const value of parent.values) nameTable(parent.table).attach(value, protocol);
        break;
      case 'heuristic': {
        const list = heuristics(parent.list);
        if (list.entries.some((entry) => entry.protocol === protocol && entry.test === parent.test)) break;
        const entry = { protocol, test: parent.test };
        list.entries.push(entry);
        recognisers.add(list);
        orders.set(entry, parent.order);
        break;
      }
      default:
        parent satisfies never;
    }
  }
}

export type { FieldDeclaration };
