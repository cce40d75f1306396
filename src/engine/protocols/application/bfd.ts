/** Bidirectional Forwarding Detection: control packets of versions 0 and 1. RFC 5880, 5881, 5883. */
import { bytes, flag, text, u8, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const mandatoryLength = 24;
const smallestAuthentication = 3;
const authenticates = 0x04;
const simplePassword = 1;

const diagnostics = {
  0: 'No Diagnostic',
  1: 'Control Detection Time Expired',
  2: 'Echo Function Failed',
  3: 'Neighbor Signaled Session Down',
  4: 'Forwarding Plane Reset',
  5: 'Path Down',
  6: 'Concatenated Path Down',
  7: 'Administratively Down',
  8: 'Reverse Concatenated Path Down',
  9: 'Mis-Connectivity Defect',
};
const states = { 0: 'AdminDown', 1: 'Down', 2: 'Init', 3: 'Up' };
const authenticationTypes = {
  1: 'Simple Password',
  2: 'Keyed MD5',
  3: 'Meticulous Keyed MD5',
  4: 'Keyed SHA1',
  5: 'Meticulous Keyed SHA1',
};

const interval = (value: unknown): string => `${Math.floor(Number(value) / 1000)} ms (${value} us)`;

const declared = {
  version: u8({ label: 'Protocol Version', mask: 0xe0 }),
  diag: u8({ label: 'Diagnostic Code', base: 'hex', mask: 0x1f, values: diagnostics }),
  sta: u8({ label: 'Session State', base: 'hex', mask: 0xc0, values: states }),
  flags: u8({ label: 'Message Flags', base: 'hex' }),
  'flags.h': flag({ label: 'I hear you', mask: 0x80 }),
  'flags.p': flag({ label: 'Poll', mask: 0x20 }),
  'flags.f': flag({ label: 'Final', mask: 0x10 }),
  'flags.c': flag({ label: 'Control Plane Independent', mask: 0x08 }),
  'flags.a': flag({ label: 'Authentication Present', mask: authenticates }),
  'flags.d': flag({ label: 'Demand', mask: 0x02 }),
  'flags.m': flag({ label: 'Multipoint', mask: 0x01 }),
  detect_time_multiplier: u8({ label: 'Detect Time Multiplier' }),
  message_length: u8({ label: 'Message Length', unit: 'bytes' }),
  my_discriminator: u32({ label: 'My Discriminator', base: 'hex' }),
  your_discriminator: u32({ label: 'Your Discriminator', base: 'hex' }),
  desired_min_tx_interval: u32({
    label: 'Desired Min TX Interval',
    text: (value) => `Desired Min TX Interval: ${interval(value)}`,
  }),
  required_min_rx_interval: u32({
    label: 'Required Min RX Interval',
    text: (value) => `Required Min RX Interval: ${interval(value)}`,
  }),
  required_min_echo_interval: u32({
    label: 'Required Min Echo Interval',
    text: (value) => `Required Min Echo Interval: ${interval(value)}`,
  }),
  'auth.type': u8({ label: 'Authentication Type', values: authenticationTypes }),
  'auth.len': u8({ label: 'Authentication Length', unit: 'bytes' }),
  'auth.key': u8({ label: 'Authentication Key ID' }),
  'auth.password': text({ label: 'Password' }),
  'auth.seq_num': u32({ label: 'Sequence Number', base: 'hex' }),
  checksum: bytes({ label: 'Checksum' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'bfd',
  title: 'Bidirectional Forwarding Detection Control Message',
  column: 'BFD Control',
  parents: [on('udp.port', 3784, 4784, 6784, 7784)],
  fields: declared,
  dissect(layer, field) {
    layer.need(0, mandatoryLength);
    const first = layer.u8(0) >> 5 === 0;
    showColumns(layer, field, first);
    layer.add(field.version, 0, 1);
    layer.add(field.diag, 0, 1);
    if (first) layer.open(field.flags, 1, 1);
    else {
      layer.add(field.sta, 1, 1);
      layer.open(field.flags, 1, 1, layer.u8(1) & 0x3f);
    }
    // Version 0 had the bits of Poll and Final where they are still, and those of Demand and "I hear you" in the place of the state.
    for (const bit of first ? firstBits : laterBits) layer.add(field[bit], 1, 1);
    if (first) layer.addComputed(field['flags.d'], (layer.u8(1) >> 6) & 1, 1, 1);
    layer.close();
    layer.add(field.detect_time_multiplier, 2, 1);
    layer.add(field.message_length, 3, 1);
    layer.add(field.my_discriminator, 4, 4);
    layer.add(field.your_discriminator, 8, 4);
    layer.add(field.desired_min_tx_interval, 12, 4);
    layer.add(field.required_min_rx_interval, 16, 4);
    layer.add(field.required_min_echo_interval, 20, 4);
    const length = layer.u8(3);
    if (first || (layer.u8(1) & authenticates) === 0) return;
    if (length < mandatoryLength + 4) layer.malformed('The length leaves no room for the authentication', 3, 1);
    else showAuthentication(layer, field, mandatoryLength);
  },
});

const firstBits = ['flags.h', 'flags.p', 'flags.f'] as const;
const laterBits = ['flags.p', 'flags.f', 'flags.c', 'flags.a', 'flags.d', 'flags.m'] as const;

function showColumns(layer: Layer, field: Fields, first: boolean): void {
  if (!layer.wantsInfo) return;
  const diagnostic = field.diag.nameOf(layer.u8(0) & 0x1f) ?? 'Unknown';
  const second = layer.u8(1);
  const state = first ? '' : `, State: ${field.sta.nameOf(second >> 6) ?? 'Unknown'}`;
  const flags = (first ? second : second & 0x3e).toString(16).padStart(2, '0');
  layer.setInfo(`Diag: ${diagnostic}${state}, Flags: 0x${flags}`);
}

function showAuthentication(layer: Layer, field: Fields, at: number): void {
  const type = layer.u8(at);
  const length = layer.u8(at + 1);
  layer.add(field['auth.type'], at, 1);
  layer.add(field['auth.len'], at + 1, 1);
  layer.add(field['auth.key'], at + 2, 1);
  if (length <= smallestAuthentication) return;
  layer.need(at, length);
  if (type === simplePassword) layer.add(field['auth.password'], at + 3, length - 3);
  else if (type <= 5 && length > 8) {
    layer.add(field['auth.seq_num'], at + 4, 4);
    layer.add(field.checksum, at + 8, length - 8);
  }
}
