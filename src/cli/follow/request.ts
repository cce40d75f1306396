/** Reads `-z follow,…` as tshark writes it: what is followed, in which form it is printed, which stream, and which of its chunks. */
import type { EndpointPair, StreamKind } from '../../engine/session/streams';
import { UsageError } from '../usage-error';

export const followForms = ['ascii', 'ebcdic', 'hex', 'raw', 'yaml'] as const;
export type FollowForm = (typeof followForms)[number];

export interface FollowRequest {
  readonly kind: StreamKind;
  readonly form: FollowForm;
  /** A stream by its number, or all that two endpoints said to each other. */
  readonly stream: number | (EndpointPair & { readonly texts: readonly [string, string] });
  /** The first and the last chunk that are printed, from 1. */
  readonly chunks: readonly [first: number, last: number];
}

const kinds: readonly string[] = ['tcp', 'udp', 'http', 'tls'] satisfies readonly StreamKind[];

/** Undefined where the request is for something else. @throws UsageError */
export function followRequestOf(request: string): FollowRequest | undefined {
  const match = /^follow,([^,]*)(.*)$/s.exec(request);
  if (match === null) return undefined;
  const [, kind, rest] = match;
  if (!kinds.includes(kind)) throw refused(`“${kind}” cannot be followed: ${kinds.join(', ')}.`);
  const form = followForms.find((name) => new RegExp(`^,${name}(?:,|$)`).test(rest));
  if (form === undefined) throw refused('Invalid display mode.');
  const { stream, range } = selectionOf(rest.slice(form.length + 1));
  return { kind: kind as StreamKind, form, stream, chunks: chunksOf(range) };
}

function selectionOf(text: string): { stream: FollowRequest['stream']; range: string } {
  const number = /^,\s*\+?(\d+)(?=,|$)/.exec(text);
  if (number !== null) return { stream: Number(number[1]), range: text.slice(number[0].length) };
  const first = endpointOf(text);
  const second = endpointOf(first.rest);
  if (first.address.length !== second.address.length) throw refused('Mismatched IP address types.');
  return {
    stream: {
      addresses: [first.address, second.address],
      texts: [first.text, second.text],
      ports: [first.port, second.port],
    },
    range: second.rest,
  };
}

function endpointOf(text: string): { address: Uint8Array; text: string; port: number; rest: string } {
  const match = /^,(?:\[([^\]]+)\]|([^:,]+)):(-?\d+)/.exec(text);
  if (match === null) throw refused('Invalid address.');
  const [whole, six, four, port] = match;
  const address = six === undefined ? ipv4Of(four) : ipv6Of(six);
  if (address === undefined) throw refused('Invalid address.');
  if (Number(port) < 1 || Number(port) > 0xffff) throw refused('Invalid port.');
  return { address, text: six ?? four, port: Number(port), rest: text.slice(whole.length) };
}

function ipv4Of(text: string): Uint8Array | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts?.every((part) => part < 256) ? Uint8Array.from(parts) : undefined;
}

function ipv6Of(text: string): Uint8Array | undefined {
  const [left, right, more] = text.split('::');
  const groups = (part: string | undefined): string[] => (part === undefined || part === '' ? [] : part.split(':'));
  const before = groups(left);
  const after = groups(right);
  const missing = 8 - before.length - after.length;
  if (more !== undefined || (right === undefined ? missing !== 0 : missing < 1)) return undefined;
  const all = [...before, ...new Array<string>(missing).fill('0'), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

function chunksOf(range: string): readonly [number, number] {
  if (range === '') return [1, Number.POSITIVE_INFINITY];
  const match = /^,(\d+)(?:-(\d+))?(.*)$/s.exec(range);
  if (match === null) throw refused('Invalid range.');
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first < 1 || first > last) throw refused('Invalid range value.');
  if (match[3] !== '') throw refused('Invalid parameter.');
  return [first, last];
}

const refused = (message: string): UsageError => new UsageError(`follow - ${message}`);
