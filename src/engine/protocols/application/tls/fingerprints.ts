/** Fingerprints of hellos by what they offer: JA3 and JA3S (Althouse, Atkinson, Atkins 2017), JA4 (FoxIO 2023). */
import { hexText } from '../../../bytes/address';
import { md5Text } from '../../../bytes/md5';
import { sha256 } from '../../../bytes/sha256';
import type { Layer } from '../../../declare/layer';
import { isGrease } from '../../names/tls';
import { forEachExtension } from './extension-blocks';
import type { HandshakeWalk } from './walk';

/** What a ClientHello offers, reserved values left out, in its order. */
interface Offer {
  version: number;
  readonly suites: number[];
  readonly extensions: number[];
  readonly groups: number[];
  readonly pointFormats: number[];
  readonly signatures: number[];
  newestVersion: number;
  application: string;
}

/** Adds the fingerprints of the ClientHello whose body is `[at, end)`. */
export function addClientFingerprints(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field, datagrams } = walk;
  if (!layer.emitting) return;
  const offer = readOffer(layer, at, end, datagrams);
  const full = [
    offer.version,
    ...[offer.suites, offer.extensions, offer.groups, offer.pointFormats].map((numbers) => numbers.join('-')),
  ].join(',');
  const { hashed, raw } = ja4(offer, datagrams ? 'd' : layer.parent?.protocol.id === 'quic' ? 'q' : 't');
  layer.addComputed(field['handshake.ja4'], hashed);
  layer.addComputed(field['handshake.ja4_r'], raw);
  layer.addComputed(field['handshake.ja3_full'], full);
  layer.addComputed(field['handshake.ja3'], md5Text(new TextEncoder().encode(full)));
}

/** Adds the fingerprint of the ServerHello at `at`, whose cipher suite and extensions, up to `end`, are at these places. */
export function addServerFingerprint(
  { layer, field }: HandshakeWalk,
  at: number,
  cipherAt: number,
  extensionsAt: number,
  end: number,
): void {
  if (!layer.emitting) return;
  const extensions: number[] = [];
  forEachExtension(layer, extensionsAt, end, (type) => extensions.push(type));
  const full = `${layer.u16(at)},${layer.u16(cipherAt)},${extensions.join('-')}`;
  layer.addComputed(field['handshake.ja3s_full'], full);
  layer.addComputed(field['handshake.ja3s'], md5Text(new TextEncoder().encode(full)));
}

function readOffer(layer: Layer, at: number, end: number, datagrams: boolean): Offer {
  const offer: Offer = {
    version: layer.u16(at),
    suites: [],
    extensions: [],
    groups: [],
    pointFormats: [],
    signatures: [],
    newestVersion: 0,
    application: '',
  };
  let place = at + 34;
  if (place < end) place += 1 + layer.u8(place);
  if (datagrams && place < end) place += 1 + layer.u8(place);
  if (place + 2 > end) return offer;
  const suitesEnd = Math.min(end, place + 2 + layer.u16(place));
  numbers(layer, place + 2, suitesEnd, offer.suites);
  place = suitesEnd;
  if (place < end) place += 1 + layer.u8(place);
  forEachExtension(layer, place, end, (type, start, stop) => {
    if (isGrease(type)) return;
    offer.extensions.push(type);
    readExtension(layer, offer, type, start, stop);
  });
  return offer;
}

function readExtension(layer: Layer, offer: Offer, type: number, start: number, stop: number): void {
  switch (type) {
    case 10:
      numbers(layer, start + 2, stop, offer.groups);
      break;
    case 11:
      for (let at = start + 1; at < stop; at++) offer.pointFormats.push(layer.u8(at));
      break;
    case 13:
      numbers(layer, start + 2, stop, offer.signatures);
      break;
    case 16:
      if (start + 3 < stop) offer.application = applicationLetters(layer, start, stop);
      break;
    case 43: {
      const versions: number[] = [];
      numbers(layer, start + 1, stop, versions);
      offer.newestVersion = Math.max(0, ...versions);
      break;
    }
  }
}

function numbers(layer: Layer, at: number, end: number, into: number[]): void {
  for (let place = at; place + 2 <= end; place += 2) {
    const value = layer.u16(place);
    if (!isGrease(value)) into.push(value);
  }
}

/** First and last character of the first application protocol; in hexadecimal where they are neither letters nor digits. */
function applicationLetters(layer: Layer, start: number, stop: number): string {
  const length = layer.u8(start + 2);
  if (length === 0 || start + 3 + length > stop) return '';
  const name = layer.latin1(start + 3, length);
  if (/^[A-Za-z0-9]$/.test(name[0]) && /^[A-Za-z0-9]$/.test(name[length - 1])) return name[0] + name[length - 1];
  const digits = hexText(layer.slice(start + 3, length));
  return digits[0] + digits[digits.length - 1];
}

const ja4Versions: Readonly<Record<number, string>> = {
  772: '13',
  771: '12',
  770: '11',
  769: '10',
  768: 's3',
  2: 's2',
  65279: 'd1',
  65277: 'd2',
  65276: 'd3',
};

function ja4(offer: Offer, transport: string): { readonly hashed: string; readonly raw: string } {
  const inHex = (values: readonly number[]) => values.map((value) => value.toString(16).padStart(4, '0'));
  const count = (values: readonly number[]) => String(Math.min(values.length, 99)).padStart(2, '0');
  const version = ja4Versions[offer.newestVersion || offer.version] ?? '00';
  const named = offer.extensions.includes(0) ? 'd' : 'i';
  const head = `${transport}${version}${named}${count(offer.suites)}${count(offer.extensions)}${offer.application || '00'}`;
  const suites = inHex(offer.suites).sort().join(',');
  const kept = inHex(offer.extensions.filter((type) => type !== 0 && type !== 16)).sort();
  const signatures = inHex(offer.signatures).join(',');
  const extensions = kept.join(',') + (signatures === '' ? '' : `_${signatures}`);
  return { hashed: `${head}_${short(suites)}_${short(extensions)}`, raw: `${head}_${suites}_${extensions}` };
}

const short = (text: string): string =>
  text === '' ? '000000000000' : hexText(sha256(new TextEncoder().encode(text))).slice(0, 12);
