/** Finds the DNS answer that gave a server's address before a connection to it was opened. */
import { hexText } from '../../bytes/address';
import type { FieldValue } from '../../declare/field';
import { ValueSink } from '../../decode/value-sink';
import { chunkBits, chunkLength } from '../../index/packet-table';
import { manyStacks } from '../../index/stack-columns';
import type { PacketSource } from '../packet-source';

/** How far back answers are looked for: seconds, packets, and DNS packets that are decoded. */
const maximumAge = 60_000_000_000n;
const maximumPackets = 2_000_000;
const maximumAnswers = 500;

export interface NameLookup {
  readonly name: string;
  /** The packets of question and answer; 0 where the question is not in the capture. */
  readonly questionFrame: number;
  readonly answerFrame: number;
}

const fields = ['dns.a', 'dns.aaaa', 'dns.qry.name', 'dns.response_to'] as const;

/** Looks from `row` backwards for an answer with this address. */
export function nameLookup(source: PacketSource, row: number, address: Uint8Array): NameLookup | undefined {
  const { table, catalogue } = source.index;
  const wanted = fields.map((name) => catalogue.field(name)[0]);
  const sink = new ValueSink(catalogue, wanted);
  const isDns = dnsStacks(source);
  const oldest = table.timeOf(row) - maximumAge;
  let decoded = 0;
  for (let at = row - 1; at >= 0 && row - at <= maximumPackets && decoded < maximumAnswers; at--) {
    const chunk = table.chunks[at >>> chunkBits];
    if (!isDns(chunk.stack[at & (chunkLength - 1)])) continue;
    if (table.timeOf(at) < oldest) return undefined;
    decoded++;
    sink.reset();
    source.walk(at, sink, false);
    const [v4, v6, names, questions] = sink.values;
    if (![...v4, ...v6].some(({ value }) => isAddress(value, address))) continue;
    return {
      name: String(names[0]?.value ?? ''),
      questionFrame: Number(questions[0]?.value ?? 0),
      answerFrame: at + 1,
    };
  }
  return undefined;
}

function isAddress(value: FieldValue, address: Uint8Array): boolean {
  if (value instanceof Uint8Array) return value.length === address.length && hexText(value) === hexText(address);
  const number = Number(value) >>> 0;
  return address.length === 4 && number === new DataView(address.buffer, address.byteOffset).getUint32(0);
}

function dnsStacks({ index }: PacketSource): (number: number) => boolean {
  const known: boolean[] = [];
  return (number) => {
    if (number === manyStacks) return false;
    known[number] ??= index.stacks.protocols(index.stackColumns.stacks[number]).some(({ id }) => id === 'dns');
    return known[number];
  };
}
