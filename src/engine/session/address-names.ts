/** Names of addresses that the capture itself brings in its name resolution blocks. Nothing is ever looked up on the network. */
import { hexText } from '../bytes/address';
import { visible } from '../bytes/visible';
import type { CaptureFile, NameRecord } from '../capture-file/capture-file';
import { addressKind, type Dissection } from '../declare/dissection';

/** Length in bytes of the addresses that can have names. */
const lengths: Readonly<Record<number, number>> = {
  [addressKind.ether]: 6,
  [addressKind.ipv4]: 4,
  [addressKind.ipv6]: 16,
  [addressKind.eui64]: 8,
};

export class AddressNames {
  private readonly names = new Map<string, string>();
  private known = 0;

  constructor(private readonly file: Pick<CaptureFile, 'names'>) {}

  /** The name of a packet's source, or of its destination; undefined when the capture has none. */
  nameOf(
    { addressKind: kind, addressBytes, sourceAt, destinationAt }: Dissection,
    side: 'source' | 'destination',
  ): string | undefined {
    const length = lengths[kind];
    if (length === undefined) return undefined;
    this.readOn();
    const at = side === 'source' ? sourceAt : destinationAt;
    return this.names.get(hexText(addressBytes.subarray(at, at + length)));
  }

  /** Records may come later in the file than the packets. An address keeps its first name. */
  private readOn(): void {
    for (; this.known < this.file.names.length; this.known++) this.add(this.file.names[this.known]);
  }

  private add({ address, names }: NameRecord): void {
    const key = hexText(address);
    const [name] = names;
    if (name !== undefined && !this.names.has(key)) this.names.set(key, visible(name));
  }
}
