/** What is remembered of how the user captures. Undefined limits are off. */
import * as v from 'valibot';
import { defaultBufferBytes, defaultSnapshotLength } from './live-capture';

const text = v.pipe(v.string(), v.maxLength(4096));
const limit = v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)));
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff)));

/** How one interface is captured. */
export const interfaceSettingsSchema = v.object({
  name: text,
  filter: text,
  promiscuous: v.boolean(),
  monitorMode: v.boolean(),
  /** Bytes kept of each packet. */
  snapshotLength: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(defaultSnapshotLength)),
  bufferBytes: v.pipe(v.number(), v.integer(), v.minValue(64 * 1024), v.maxValue(2 ** 31 - 1)),
  /** Number of the link-layer header type; the interface's default when absent. */
  linkType: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff))),
});

export const captureSettingsSchema = v.object({
  /** Names of the interfaces that were captured last. */
  chosen: v.pipe(v.array(text), v.maxLength(100)),
  /** Only those that differ from the defaults. */
  interfaces: v.pipe(v.array(interfaceSettingsSchema), v.maxLength(100)),
  /** Capture filters, newest first. */
  filterHistory: v.pipe(v.array(text), v.maxLength(50)),
  /** Filters that the user gave a name. */
  savedFilters: v.pipe(v.array(v.object({ name: text, filter: text })), v.maxLength(100)),
  /** Write one file after the other. */
  ring: v.object({ on: v.boolean(), bytes: limit, seconds: limit, packets: count, files: count }),
  stop: v.object({ seconds: limit, packets: count, bytes: limit, files: count }),
  /** The list follows the newest packet of a live capture. */
  autoScroll: v.boolean(),
});

export type InterfaceSettings = v.InferOutput<typeof interfaceSettingsSchema>;
export type CaptureSettings = v.InferOutput<typeof captureSettingsSchema>;

export const defaultCaptureSettings: CaptureSettings = {
  chosen: [],
  interfaces: [],
  filterHistory: [],
  savedFilters: [
    { name: 'No ARP and no DNS', filter: 'not arp and port not 53' },
    { name: 'One host', filter: 'host 192.0.2.1' },
    { name: 'HTTP', filter: 'tcp port 80' },
    { name: 'TCP connections that begin or end', filter: 'tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0' },
    { name: 'Without my own remote session', filter: 'not tcp port 22' },
  ],
  ring: { on: false, bytes: undefined, seconds: undefined, packets: undefined, files: undefined },
  stop: { seconds: undefined, packets: undefined, bytes: undefined, files: undefined },
  autoScroll: true,
};

/** How an interface is captured when nothing else was ever said. */
export function defaultInterfaceSettings(name: string): InterfaceSettings {
  return {
    name,
    filter: '',
    promiscuous: true,
    monitorMode: false,
    snapshotLength: defaultSnapshotLength,
    bufferBytes: defaultBufferBytes,
  };
}
