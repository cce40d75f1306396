/** Tables by which a protocol finds the next one: `ip.proto` 17 is UDP. Children attach themselves; the owner only looks up. */
import type { Layer } from './layer';
import type { Protocol } from './protocol';

const pageBits = 8;
const pageMask = (1 << pageBits) - 1;
/** Values from here on are few and far between. */
const sparseFrom = 65_536;

type Page = (Protocol | undefined)[];
const emptyPage: Page = new Array<undefined>(1 << pageBits).fill(undefined);

/** A table keyed by unsigned numbers: in pages below 65,536, of which most are the empty one. */
export class ProtocolTable {
  private readonly pages: Page[] = new Array<Page>(sparseFrom >>> pageBits).fill(emptyPage);
  private readonly sparse = new Map<number, Protocol>();

  constructor(readonly name: string) {}

  get(value: number): Protocol | undefined {
    return value < sparseFrom ? this.pages[value >>> pageBits][value & pageMask] : this.sparse.get(value);
  }

  /** Attaches a protocol. Throws when another already has the value: that is a mistake in a declaration. */
  attach(value: number, protocol: Protocol): void {
    const taken = this.get(value);
    if (taken !== undefined && taken !== protocol)
      throw new Error(`${this.name} ${value} is claimed by both ${taken.id} and ${protocol.id}`);
    this.replace(value, protocol);
  }

  /** Attaches a protocol, or with undefined none, whatever was there: Decode As. */
  replace(value: number, protocol: Protocol | undefined): void {
    if (value >= sparseFrom) {
      if (protocol === undefined) this.sparse.delete(value);
      else this.sparse.set(value, protocol);
      return;
    }
    const page = value >>> pageBits;
    if (this.pages[page] === emptyPage) this.pages[page] = emptyPage.slice();
    this.pages[page][value & pageMask] = protocol;
  }

  detach(protocol: Protocol): void {
    for (const [value, attached] of this.entries()) if (attached === protocol) this.replace(value, undefined);
  }

  /** All attached values in ascending order. */
  entries(): readonly (readonly [number, Protocol])[] {
    const list: (readonly [number, Protocol])[] = [];
    this.pages.forEach((page, number) => {
      page.forEach((protocol, value) => {
        if (protocol !== undefined) list.push([number * (pageMask + 1) + value, protocol]);
      });
    });
    for (const entry of [...this.sparse].sort((a, b) => a[0] - b[0])) list.push(entry);
    return list;
  }
}

/** A table keyed by words, compared in lower case: media types, service names. */
export class NameTable {
  private readonly protocols = new Map<string, Protocol>();

  constructor(readonly name: string) {}

  get(value: string): Protocol | undefined {
    return this.protocols.get(value);
  }

  attach(value: string, protocol: Protocol): void {
    const taken = this.protocols.get(value);
    if (taken !== undefined && taken !== protocol)
      throw new Error(`${this.name} ${value} is claimed by both ${taken.id} and ${protocol.id}`);
    this.protocols.set(value, protocol);
  }

  detach(protocol: Protocol): void {
    for (const [value, attached] of this.protocols) if (attached === protocol) this.protocols.delete(value);
  }
}

/** Protocols that recognise themselves by their first bytes, tried in order where no table knew. */
export class HeuristicList {
  readonly entries: { readonly protocol: Protocol; readonly test: (layer: Layer, at: number) => boolean }[] = [];

  constructor(readonly name: string) {}

  detach(protocol: Protocol): void {
    for (let i = this.entries.length - 1; i >= 0; i--)
      if (this.entries[i].protocol === protocol) this.entries.splice(i, 1);
  }
}

const tables = new Map<string, ProtocolTable>();
const nameTables = new Map<string, NameTable>();
const heuristicLists = new Map<string, HeuristicList>();

/** The table of this name, the same for everybody who asks: `table('ip.proto')`. */
export const table = (name: string): ProtocolTable => known(tables, name, () => new ProtocolTable(name));

/** The table of words of this name: `nameTable('media_type')`. */
export const nameTable = (name: string): NameTable => known(nameTables, name, () => new NameTable(name));

/** The list of self-recognising protocols under this parent: `heuristics('udp')`. */
export const heuristics = (name: string): HeuristicList => known(heuristicLists, name, () => new HeuristicList(name));

/** Names of all tables keyed by numbers, for Decode As. */
export const tableNames = (): readonly string[] => [...tables.keys()].sort();

/** Takes a protocol out of all tables and lists, so that they go on as if it were not there. */
export function detach(protocol: Protocol): void {
  for (const places of [tables, nameTables, heuristicLists])
    for (const place of places.values()) place.detach(protocol);
}

function known<T>(map: Map<string, T>, name: string, make: () => T): T {
  let entry = map.get(name);
  if (entry === undefined) {
    entry = make();
    map.set(name, entry);
  }
  return entry;
}
