/** Reads the lines of /proc/net/unix. Linux, unix_seq_show() in net/unix/af_unix.c. */

export interface UnixLine {
  readonly inode: number;
  readonly state: 'LISTEN' | 'CONNECTED' | 'BOUND';
  /** Empty where it has none; an abstract name begins with `@`. */
  readonly path: string;
}

/** __SO_ACCEPTCON */
const accepts = 0x10000;
const connected = 3;

/** Num, RefCount, Protocol, Flags, Type, St, Inode, Path. */
const line = /^[0-9a-f]+: \w+ \w+ ([0-9A-F]{8}) \w+ (\w\w) +(\d+)(?: (.*))?$/gim;

export function* unixLines(text: string): Generator<UnixLine> {
  for (const [, flags, state, inode, path = ''] of text.matchAll(line)) {
    const listens = (Number.parseInt(flags, 16) & accepts) !== 0;
    const words = Number.parseInt(state, 16) === connected ? 'CONNECTED' : 'BOUND';
    yield { inode: Number(inode), state: listens ? 'LISTEN' : words, path };
  }
}
