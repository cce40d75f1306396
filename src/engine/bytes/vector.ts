/** Lists of numbers that only grow, in chunks that never move: growth copies nothing and no chunk nears the limit of one buffer. */

const chunkBits = 14;
const chunkLength = 1 << chunkBits;
const chunkMask = chunkLength - 1;

interface NumberArray {
  [index: number]: number;
  readonly byteLength: number;
}

class Vector<A extends NumberArray> {
  length = 0;
  private readonly chunks: A[] = [];

  constructor(private readonly make: (length: number) => A) {}

  get(index: number): number {
    return this.chunks[index >>> chunkBits][index & chunkMask];
  }

  set(index: number, value: number): void {
    this.chunks[index >>> chunkBits][index & chunkMask] = value;
  }

  /** Appends and gives back the index. */
  push(value: number): number {
    const index = this.length++;
    const chunk = index >>> chunkBits;
    if (chunk === this.chunks.length) this.chunks.push(this.make(chunkLength));
    this.chunks[chunk][index & chunkMask] = value;
    return index;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
}

export class U8Vector extends Vector<Uint8Array> {
  constructor() {
    super((length) => new Uint8Array(length));
  }
}

export class U16Vector extends Vector<Uint16Array> {
  constructor() {
    super((length) => new Uint16Array(length));
  }
}

/** Written out, though it repeats `Vector`: on the hot path its code must see one kind of array only. */
export class U32Vector {
  length = 0;
  private readonly chunks: Uint32Array[] = [];

  get(index: number): number {
    return this.chunks[index >>> chunkBits][index & chunkMask];
  }

  set(index: number, value: number): void {
    this.chunks[index >>> chunkBits][index & chunkMask] = value;
  }

  /** Appends and gives back the index. */
  push(value: number): number {
    const index = this.length++;
    const chunk = index >>> chunkBits;
    if (chunk === this.chunks.length) this.chunks.push(new Uint32Array(chunkLength));
    this.chunks[chunk][index & chunkMask] = value;
    return index;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.chunks.length * chunkLength * 4;
  }
}

export class F64Vector extends Vector<Float64Array> {
  constructor() {
    super((length) => new Float64Array(length));
  }
}

/** Index of the first element of an ascending list that is not below `value`. */
export function lowerBound(list: { readonly length: number; get(index: number): number }, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list.get(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
