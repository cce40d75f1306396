/** Every protocol at every truncated length: whatever the bytes, no decoder throws, hangs or reads outside of its layer. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Dissection } from '../../src/engine/declare/dissection';
import type { Protocol } from '../../src/engine/declare/protocol';
import { TreeSink, textOf } from '../../src/engine/decode/tree-sink';
import { CaptureMemory } from '../../src/engine/index/memory';
import { Stacks } from '../../src/engine/index/stacks';
import { catalogue } from '../../src/engine/protocols';
import { SeededRandom } from '../captures/random';

const longest = 160;
const noBytes = new Uint8Array(0);
/** More lines than this from so few bytes would mean that a loop does not advance. */
const mostLines = 20_000;

/** Bytes that decoders take for very different things. */
const patterns: Readonly<Record<string, Uint8Array>> = {
  zeros: new Uint8Array(longest),
  ones: new Uint8Array(longest).fill(0xff),
  ascending: Uint8Array.from({ length: longest }, (_, i) => i),
  small: Uint8Array.from({ length: longest }, (_, i) => (i * 7) % 5),
  text: new TextEncoder().encode(
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n'.padEnd(longest, 'a: b\r\n'),
  ),
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, seed) => {
      return [`random ${seed + 1}`, new SeededRandom(seed + 1).bytes(longest)];
    }),
  ),
};

function newDissection(): Dissection {
  return new Dissection(
    new CaptureMemory(
      catalogue,
      () => 0n,
      () => ({ bytes: noBytes, start: 0 }),
    ),
    new Stacks(catalogue),
    { verifyChecksums: true },
  );
}

/** Walks bytes as one protocol, first as the index pass and then for the tree. Addresses and ports are those of a layer that never was. */
function walkAs(
  protocol: Protocol,
  bytes: Uint8Array,
  length: number,
): { readonly failure: unknown; readonly lines: number } {
  const dissection = newDissection();
  let failure: unknown;
  const sink = new TreeSink();
  for (const learning of [true, false]) {
    dissection.learning = learning;
    dissection.frame = 1;
    dissection.capturedLength = length;
    dissection.originalLength = bytes.length;
    dissection.sink = learning ? undefined : sink;
    dissection.wantsInfo = !learning;
    dissection.walk(protocol, bytes);
    failure ??= dissection.failure;
  }
  for (const line of sink.lines) textOf(line);
  return { failure, lines: sink.lines.length };
}

describe.each(catalogue.protocols.map((protocol) => [protocol.id, protocol] as const))('%s', (_, protocol) => {
  test.each(Object.entries(patterns))('%s', (_name, bytes) => {
    for (let length = 0; length <= longest; length++) {
      // A buffer of exactly this length: a read beyond it would give undefined and show as NaN or a throw.
      const { failure, lines } = walkAs(protocol, bytes.slice(0, length), length);
      expect(failure, `at ${length} bytes`).toBeUndefined();
      expect(lines).toBeLessThan(mostLines);
    }
  });
});

describe('the sample capture', () => {
  const packets = readPackets(new URL('../../resources/sample.pcapng', import.meta.url));

  test('has packets', () => expect(packets.length).toBeGreaterThan(100));

  test('can be cut anywhere', () => {
    const frame = catalogue.require('frame');
    const dissection = newDissection();
    for (const packet of packets)
      for (let length = 0; length < packet.length; length += length < 200 ? 1 : 97) {
        dissection.learning = true;
        dissection.frame++;
        dissection.linkType = 1;
        dissection.capturedLength = length;
        dissection.originalLength = packet.length;
        dissection.sink = new TreeSink();
        dissection.wantsInfo = true;
        dissection.walk(frame, packet.slice(0, length));
        expect(dissection.failure).toBeUndefined();
      }
  });
});

/** The bytes of the enhanced packet blocks of a little-endian pcapng file. */
function readPackets(file: URL): readonly Uint8Array[] {
  const bytes = readFileSync(file);
  const packets: Uint8Array[] = [];
  for (let at = 0; at + 12 <= bytes.length; at += bytes.readUInt32LE(at + 4))
    if (bytes.readUInt32LE(at) === 6)
      packets.push(Uint8Array.from(bytes.subarray(at + 28, at + 28 + bytes.readUInt32LE(at + 20))));
  return packets;
}
