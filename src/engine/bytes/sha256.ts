/** The SHA-256 digest and what is built on it: HMAC and HKDF. FIPS 180-4, RFC 2104, RFC 5869. */

const primes = firstPrimes(64);
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 0x1_0000_0000);
// Words are signed: sums stay small integers, which is several times faster than numbers beyond 31 bits.
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)) | 0);
const initial = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)) | 0);
const schedule = new Int32Array(64);

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}

/** SHA-256 of the concatenated parts: 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padded = new Uint8Array(((length + 72) >> 6) << 6);
  let place = 0;
  for (const part of parts) {
    padded.set(part, place);
    place += part.length;
  }
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x2000_0000));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const state = initial.slice();
  for (let at = 0; at < padded.length; at += 64) addBlock(state, padded, at);
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = state[i >> 2] >>> (24 - (i & 3) * 8);
  return digest;
}

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

function addBlock(state: Int32Array, bytes: Uint8Array, start: number): void {
  for (let i = 0; i < 16; i++) {
    const at = start + i * 4;
    schedule[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const before = schedule[i - 15];
    const recent = schedule[i - 2];
    const first = rotate(before, 7) ^ rotate(before, 18) ^ (before >>> 3);
    const second = rotate(recent, 17) ^ rotate(recent, 19) ^ (recent >>> 10);
    schedule[i] = (schedule[i - 16] + first + schedule[i - 7] + second) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const upper = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const one = (h + upper + chosen + constants[i] + schedule[i]) | 0;
    const lower = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + lower + majority) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** HMAC-SHA-256 of the concatenated parts: 32 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const used = key.length > 64 ? sha256(key) : key;
  const inside = new Uint8Array(64).fill(0x36);
  const outside = new Uint8Array(64).fill(0x5c);
  for (let i = 0; i < used.length; i++) {
    inside[i] ^= used[i];
    outside[i] ^= used[i];
  }
  return sha256(outside, sha256(inside, ...parts));
}

/** HKDF-Extract: the pseudorandom key of some input. */
export const hkdfExtract = (salt: Uint8Array, input: Uint8Array): Uint8Array => hmacSha256(salt, input);

/** HKDF-Expand: `length` bytes (at most 8160) from a pseudorandom key. */
export function hkdfExpand(key: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let block: Uint8Array = new Uint8Array(0);
  for (let at = 0, counter = 1; at < length; at += 32, counter++) {
    block = hmacSha256(key, block, info, Uint8Array.of(counter));
    output.set(block.subarray(0, Math.min(32, length - at)), at);
  }
  return output;
}

/** HKDF-Expand-Label with an empty context. RFC 8446, section 7.1. */
export function hkdfExpandLabel(secret: Uint8Array, label: string, length: number): Uint8Array {
  const name = new TextEncoder().encode(`tls13 ${label}`);
  return hkdfExpand(secret, Uint8Array.of(length >> 8, length & 0xff, name.length, ...name, 0), length);
}
