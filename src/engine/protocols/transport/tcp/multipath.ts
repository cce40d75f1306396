/** The option of Multipath TCP. RFC 8684 section 3. */
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { tcpFlag } from '../../../declare/tcp-analysis';
import type { optionFields } from './option-fields';

type OptionFields = FieldsOf<typeof optionFields>;

/** Shows what stands behind kind and length: `length` bytes at `at`. */
export function showMultipath(layer: Layer, field: OptionFields, at: number, length: number, flags: number): void {
  if (length < 1) return;
  layer.add(field['options.mptcp.subtype'], at, 1);
  const show = shows[layer.u8(at) >> 4];
  // Each reads through this window, so that a short option ends it and never reaches into the next one.
  if (show !== undefined) show({ layer, field, at, end: at + length, flags });
}

interface Part {
  readonly layer: Layer;
  readonly field: OptionFields;
  readonly at: number;
  readonly end: number;
  readonly flags: number;
}

/** Adds the field where the option still has room for it. */
function put({ layer, field, end }: Part, key: keyof OptionFields, at: number, length: number): void {
  if (length > 0 && at + length <= end) layer.add(field[key], at, length);
}

function capable(part: Part): void {
  put(part, 'options.mptcp.version', part.at, 1);
  put(part, 'options.mptcp.flags', part.at + 1, 1);
  put(part, 'options.mptcp.sendkey', part.at + 2, 8);
  put(part, 'options.mptcp.recvkey', part.at + 10, 8);
  put(part, 'options.mptcp.datalvllen', part.at + 18, 2);
  put(part, 'options.mptcp.checksum', part.at + 20, 2);
}

/** The three packets of a joining handshake carry different things under one subtype. */
function join(part: Part): void {
  const { at, end, flags } = part;
  if ((flags & tcpFlag.syn) === 0) {
    put(part, 'options.mptcp.sendhmac', at + 2, end - at - 2);
    return;
  }
  put(part, 'options.mptcp.backup.flag', at, 1);
  put(part, 'options.mptcp.addrid', at + 1, 1);
  if ((flags & tcpFlag.ack) === 0) {
    put(part, 'options.mptcp.recvtok', at + 2, 4);
    put(part, 'options.mptcp.sendrand', at + 6, 4);
    return;
  }
  put(part, 'options.mptcp.sendtrunchmac', at + 2, 8);
  put(part, 'options.mptcp.sendrand', at + 10, 4);
}

function dataSequence(part: Part): void {
  const { layer, at, end } = part;
  if (at + 2 > end) return;
  put(part, 'options.mptcp.flags', at + 1, 1);
  for (const key of ['datafin', 'dseqn8', 'dseqnpresent', 'dataack8', 'dataackpresent'] as const)
    put(part, `options.mptcp.${key}.flag`, at + 1, 1);
  const bits = layer.u8(at + 1);
  let next = at + 2;
  if ((bits & 0x01) !== 0) {
    const width = (bits & 0x02) !== 0 ? 8 : 4;
    put(part, 'options.mptcp.rawdataack', next, width);
    next += width;
  }
  if ((bits & 0x04) === 0) return;
  const width = (bits & 0x08) !== 0 ? 8 : 4;
  put(part, 'options.mptcp.rawdataseqno', next, width);
  put(part, 'options.mptcp.subflowseqno', next + width, 4);
  put(part, 'options.mptcp.datalvllen', next + width + 4, 2);
  put(part, 'options.mptcp.checksum', next + width + 6, 2);
}

function addAddress(part: Part): void {
  const { at, end } = part;
  put(part, 'options.mptcp.echo', at, 1);
  put(part, 'options.mptcp.addrid', at + 1, 1);
  const rest = end - at - 2;
  const address = rest >= 16 ? 16 : 4;
  put(part, address === 16 ? 'options.mptcp.ipv6' : 'options.mptcp.ipv4', at + 2, address);
  let next = at + 2 + address;
  if ((end - next) % 8 === 2) {
    put(part, 'options.mptcp.port', next, 2);
    next += 2;
  }
  put(part, 'options.mptcp.addaddrtrunchmac', next, 8);
}

const shows: readonly ((part: Part) => void)[] = [
  capable,
  join,
  dataSequence,
  addAddress,
  (part) => {
    for (let at = part.at + 1; at < part.end; at++) put(part, 'options.mptcp.addrid', at, 1);
  },
  (part) => {
    put(part, 'options.mptcp.backup.flag', part.at, 1);
    put(part, 'options.mptcp.addrid', part.at + 1, 1);
  },
  (part) => put(part, 'options.mptcp.rawdataseqno', part.at + 2, 8),
  (part) => put(part, 'options.mptcp.recvkey', part.at + 2, 8),
  (part) => put(part, 'options.mptcp.rst_reason', part.at + 1, 1),
];
