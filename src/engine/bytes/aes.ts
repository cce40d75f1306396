/** AES-128, one block at a time, and its Galois/Counter mode: enough to open what anybody may open. FIPS 197, NIST SP 800-38D. */

const substitution = new Uint8Array(256);
/** Rounds as table look-ups: MixColumns of the substituted byte, for the first row; the others are rotations of it. */
const mixed = new Int32Array(256);
fillTables();

function fillTables(): void {
  const double = (value: number): number => ((value << 1) ^ ((value & 0x80) === 0 ? 0 : 0x11b)) & 0xff;
  // Walks the field's multiplicative group by its generator 3, and by the generator's inverse beside it.
  let forward = 1;
  let inverse = 1;
  do {
    forward = forward ^ double(forward);
    inverse ^= inverse << 1;
    inverse ^= inverse << 2;
    inverse = (inverse ^ (inverse << 4)) & 0xff;
    if ((inverse & 0x80) !== 0) inverse ^= 0x09;
    const rotate = (bits: number): number => ((inverse << bits) | (inverse >> (8 - bits))) & 0xff;
    substitution[forward] = inverse ^ rotate(1) ^ rotate(2) ^ rotate(3) ^ rotate(4) ^ 0x63;
  } while (forward !== 1);
  substitution[0] = 0x63;
  for (let i = 0; i < 256; i++) {
    const value = substitution[i];
    mixed[i] = (double(value) << 24) | (value << 16) | (value << 8) | (double(value) ^ value);
  }
}

const rotateRight = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** A key of 16 bytes, expanded. */
export class Aes128 {
  private readonly schedule = new Int32Array(44);

  constructor(key: Uint8Array) {
    const { schedule } = this;
    for (let i = 0; i < 4; i++)
      schedule[i] = (key[i * 4] << 24) | (key[i * 4 + 1] << 16) | (key[i * 4 + 2] << 8) | key[i * 4 + 3];
    for (let i = 4, constant = 1; i < 44; i++) {
      let word = schedule[i - 1];
      if (i % 4 === 0) {
        word = substitute(rotateRight(word, 24)) ^ (constant << 24);
        constant = ((constant << 1) ^ ((constant & 0x80) === 0 ? 0 : 0x11b)) & 0xff;
      }
      schedule[i] = schedule[i - 4] ^ word;
    }
  }

  /** Encrypts the block of four words in place. */
  encrypt(block: Int32Array): void {
    const { schedule } = this;
    let a = block[0] ^ schedule[0];
    let b = block[1] ^ schedule[1];
    let c = block[2] ^ schedule[2];
    let d = block[3] ^ schedule[3];
    for (let round = 4; round < 40; round += 4) {
      const e = column(a, b, c, d) ^ schedule[round];
      const f = column(b, c, d, a) ^ schedule[round + 1];
      const g = column(c, d, a, b) ^ schedule[round + 2];
      const h = column(d, a, b, c) ^ schedule[round + 3];
      a = e;
      b = f;
      c = g;
      d = h;
    }
    block[0] = lastColumn(a, b, c, d) ^ schedule[40];
    block[1] = lastColumn(b, c, d, a) ^ schedule[41];
    block[2] = lastColumn(c, d, a, b) ^ schedule[42];
    block[3] = lastColumn(d, a, b, c) ^ schedule[43];
  }

  /** Encrypts 16 bytes at `at`. */
  encryptBytes(bytes: Uint8Array, at: number): Uint8Array {
    const block = words(bytes, at);
    this.encrypt(block);
    return bytesOf(block);
  }
}

const column = (a: number, b: number, c: number, d: number): number =>
  mixed[a >>> 24] ^
  rotateRight(mixed[(b >>> 16) & 0xff], 8) ^
  rotateRight(mixed[(c >>> 8) & 0xff], 16) ^
  rotateRight(mixed[d & 0xff], 24);

const lastColumn = (a: number, b: number, c: number, d: number): number =>
  (substitution[a >>> 24] << 24) |
  (substitution[(b >>> 16) & 0xff] << 16) |
  (substitution[(c >>> 8) & 0xff] << 8) |
  substitution[d & 0xff];

const substitute = (word: number): number => lastColumn(word, word, word, word);

function words(bytes: Uint8Array, at: number): Int32Array {
  const block = new Int32Array(4);
  for (let i = 0; i < 16 && at + i < bytes.length; i++) block[i >> 2] |= bytes[at + i] << (24 - (i & 3) * 8);
  return block;
}

function bytesOf(block: Int32Array): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, i) => (block[i >> 2] >>> (24 - (i & 3) * 8)) & 0xff);
}

const tagLength = 16;

/**
 * Opens what AES-128-GCM sealed: `sealed` is the ciphertext and its tag of 16 bytes, `nonce` 12 bytes. Undefined when the tag is wrong.
 */
export function openGcm(
  cipher: Aes128,
  nonce: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  const length = sealed.length - tagLength;
  if (length < 0) return undefined;
  const hashKey = new Int32Array(4);
  cipher.encrypt(hashKey);
  const hash = new GaloisHash(hashKey);
  hash.add(associated, associated.length);
  hash.add(sealed, length);
  const tag = hash.finish(associated.length, length);
  const counter = words(nonce, 0);
  counter[3] = 1;
  const mask = counter.slice();
  cipher.encrypt(mask);
  const stated = words(sealed, length);
  for (let i = 0; i < 4; i++) if ((tag[i] ^ mask[i]) !== stated[i]) return undefined;
  const plain = new Uint8Array(length);
  const stream = new Int32Array(4);
  for (let at = 0; at < length; at += 16) {
    counter[3]++;
    stream.set(counter);
    cipher.encrypt(stream);
    const end = Math.min(at + 16, length);
    for (let i = at; i < end; i++) plain[i] = sealed[i] ^ ((stream[(i & 15) >> 2] >>> (24 - (i & 3) * 8)) & 0xff);
  }
  return plain;
}

/** GHASH, four bits at a time from a table of the key's multiples. NIST SP 800-38D, section 6.4. */
class GaloisHash {
  private readonly table = new Int32Array(64);
  private readonly state = new Int32Array(4);

  constructor(key: Int32Array) {
    const { table } = this;
    table.set(key, 32);
    for (let i = 4; i >= 1; i >>= 1) {
      const from = i * 8;
      const to = i * 4;
      const carry = table[from + 3] & 1;
      for (let word = 3; word > 0; word--)
        table[to + word] = (table[from + word] >>> 1) | (table[from + word - 1] << 31);
      table[to] = (table[from] >>> 1) ^ (carry === 0 ? 0 : 0xe1000000);
    }
    for (let i = 2; i < 16; i <<= 1)
      for (let j = 1; j < i; j++)
        for (let word = 0; word < 4; word++) table[(i + j) * 4 + word] = table[i * 4 + word] ^ table[j * 4 + word];
  }

  /** Adds the first `length` bytes, padded to whole blocks. */
  add(bytes: Uint8Array, length: number): void {
    const { state } = this;
    for (let at = 0; at < length; at += 16) {
      const end = Math.min(at + 16, length);
      for (let i = at; i < end; i++) state[((i - at) & 15) >> 2] ^= bytes[i] << (24 - ((i - at) & 3) * 8);
      this.multiply();
    }
  }

  finish(associated: number, encrypted: number): Int32Array {
    this.state[1] ^= associated * 8;
    this.state[3] ^= encrypted * 8;
    this.multiply();
    return this.state;
  }

  private multiply(): void {
    const { state, table } = this;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let nibble = 31; nibble >= 0; nibble--) {
      const spilled = d & 15;
      d = (d >>> 4) | (c << 28);
      c = (c >>> 4) | (b << 28);
      b = (b >>> 4) | (a << 28);
      a = (a >>> 4) ^ (reduction[spilled] << 16);
      const entry = ((state[nibble >> 3] >>> (28 - (nibble & 7) * 4)) & 15) * 4;
      a ^= table[entry];
      b ^= table[entry + 1];
      c ^= table[entry + 2];
      d ^= table[entry + 3];
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
  }
}

/** What the four bits that a shift spills are worth, in the highest 16 bits: multiples of the field's polynomial. */
const reduction = Uint16Array.from({ length: 16 }, (_, spilled) => {
  let value = 0;
  for (let bit = 0; bit < 4; bit++) if ((spilled & (1 << bit)) !== 0) value ^= 0xe100 >> (3 - bit);
  return value;
});
