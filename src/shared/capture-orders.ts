/** What capture-control orders a capture helper to do, checked where it arrives: one JSON object in a line. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));
const positive = v.pipe(v.number(), v.minValue(0.001), v.maxValue(1e9));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const filter = v.pipe(v.string(), v.maxLength(100_000));

const stop = v.object({
  seconds: v.optional(positive),
  packets: v.optional(count),
  bytes: v.optional(count),
  files: v.optional(count),
});

const device = v.object({
  name,
  description: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  filter,
  promiscuous: v.boolean(),
  monitorMode: v.boolean(),
  snapshotLength: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(262_144)),
  bufferBytes: v.pipe(v.number(), v.integer(), v.minValue(65_536), v.maxValue(2_147_483_647)),
  linkType: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
});

const stream = v.variant('kind', [
  v.object({
    kind: v.literal('command'),
    name,
    arguments: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100_000))), v.minLength(1), v.maxLength(1000)),
    /** What the command writes to standard error: reports of another helper of ours, or text for people. */
    speaks: v.picklist(['reports', 'text']),
    /** Sent to its standard input, which is then kept open: it ends with the relay. */
    input: v.optional(v.pipe(v.string(), v.maxLength(1_000_000))),
    environment: v.optional(v.record(v.string(), v.string())),
    /** Milliseconds for which it may keep a packet to itself: so long it is left running after a stop. */
    holdsBack: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5000))),
  }),
  v.object({ kind: v.literal('path'), name, path }),
  /** A descriptor that the parent handed over. */
  v.object({ kind: v.literal('descriptor'), name, descriptor: v.pipe(v.number(), v.integer(), v.minValue(3)) }),
  v.object({
    kind: v.literal('tcp'),
    name,
    host: name,
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  }),
]);

const ring = v.object({
  bytes: v.optional(count),
  seconds: v.optional(positive),
  packets: v.optional(count),
  files: v.optional(count),
});

export const captureOrderSchema = v.variant('kind', [
  /** What works here: is cap there, has it our patch? */
  v.object({ kind: v.literal('probe') }),
  v.object({ kind: v.literal('list') }),
  v.object({
    kind: v.literal('check-filter'),
    filter,
    linkType: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  }),
  /** Captures on devices and writes pcapng to standard output. The only order for which the helper may have any rights. */
  v.object({
    kind: v.literal('capture'),
    devices: v.pipe(v.array(device), v.minLength(1), v.maxLength(64)),
    stop,
    application: name,
  }),
  /** Reads what other programs capture and writes it as one pcapng, to standard output or to the files of a ring buffer. */
  v.object({
    kind: v.literal('relay'),
    streams: v.pipe(v.array(stream), v.minLength(1), v.maxLength(64)),
    stop,
    application: name,
    files: v.optional(v.object({ path, ring })),
  }),
]);

export type CaptureOrder = v.InferOutput<typeof captureOrderSchema>;
export type DeviceOrder = v.InferOutput<typeof device>;
export type StreamOrder = v.InferOutput<typeof stream>;
export type StopOrder = v.InferOutput<typeof stop>;
export type RingOrder = v.InferOutput<typeof ring>;
