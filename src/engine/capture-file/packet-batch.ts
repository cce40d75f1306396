/** The columns into which a scanner writes the packets it finds: allocated once, filled again and again. */

/** Bits of `PacketBatch.flags`. */
export const packetFlag = {
  /** The packet carries no time (simple packet blocks and custom blocks). */
  noTime: 1,
  /** The packet has at least one comment. */
  commented: 2,
  /** The packet has options of any kind. */
  options: 4,
  /** No network packet but a pcapng block that Wireshark shows as a frame of its own. */
  block: 8,
} as const;

/** `PacketBatch.interfaceIndex` of a packet that belongs to no interface. */
export const noInterface = 0xffffffff;

/**
 * Packets found by one call of `CaptureScanner.next`, valid until the next. All lie in `bytes`: packet `i` is
 * `bytes[start[i]] … bytes[start[i] + capturedLength[i] - 1]`, at `bytesPosition + start[i]` in the file.
 */
export class PacketBatch {
  count = 0;
  bytes: Uint8Array = new Uint8Array(0);
  bytesPosition = 0;
  readonly start: Uint32Array;
  readonly capturedLength: Uint32Array;
  readonly originalLength: Uint32Array;
  /** Whole seconds since 1970-01-01T00:00:00Z. */
  readonly seconds: Float64Array;
  /** 0 to 999,999,999; beyond that where the file itself says so, as Wireshark shows it. */
  readonly nanoseconds: Int32Array;
  /** LINKTYPE_ number, or one of the numbers above 65,535 in link-types.ts for pcapng blocks that are shown as frames. */
  readonly linkType: Uint32Array;
  /** Index into `CaptureFile.interfaces`, or `noInterface`. */
  readonly interfaceIndex: Uint32Array;
  /** Index into `CaptureFile.sections`. */
  readonly section: Uint32Array;
  /** Bits of `packetFlag`. */
  readonly flags: Uint8Array;

  constructor(readonly capacity = 4096) {
    this.start = new Uint32Array(capacity);
    this.capturedLength = new Uint32Array(capacity);
    this.originalLength = new Uint32Array(capacity);
    this.seconds = new Float64Array(capacity);
    this.nanoseconds = new Int32Array(capacity);
    this.linkType = new Uint32Array(capacity);
    this.interfaceIndex = new Uint32Array(capacity);
    this.section = new Uint32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }
}
