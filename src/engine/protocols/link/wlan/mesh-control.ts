/** The mesh control field before the body of data frames that mesh stations pass on. IEEE 802.11-2020, section 9.2.4.7.3. */
import { ether, flag, u8, u16, u32 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { frameFlag } from './frame-control';

export const meshFields = {
  'qos.mesh_ctl_present': u16({ label: 'Mesh Control Present', mask: 0x100, littleEndian: true }),
  'qos.mesh_ps.unicast': flag({
    label: 'Mesh Power Save Level (for the receiving peer)',
    mask: 0x200,
    values: { 0: 'light sleep mode', 1: 'deep sleep mode' },
    littleEndian: true,
    length: 2,
  }),
  'qos.mesh_rspi': u16({ label: 'Receiver Service Period Initiated (RSPI)', mask: 0x400, littleEndian: true }),
  'fixed.mesh_flags': u8({ label: 'Mesh Flags', base: 'hex' }),
  'fixed.mesh_ttl': u8({ label: 'Mesh TTL', base: 'hex' }),
  'fixed.mesh_sequence': u32({ label: 'Sequence Number', base: 'hex', littleEndian: true }),
  'fixed.mesh_addr4': ether({ label: 'Mesh Extended Address 4' }),
  'fixed.mesh_addr5': ether({ label: 'Mesh Extended Address 5' }),
  'fixed.mesh_addr6': ether({ label: 'Mesh Extended Address 6' }),
} as const;

type Fields = FieldsOf<typeof meshFields>;

const present = 0x100;
const extensionMask = 0x03;
const shortestControl = 6;

/**
 * Length of the mesh control at `at`; 0 without one. The bit that announces it says other things in frames of an access point, so that
 * the direction and the reserved bits of the flags must agree.
 */
export function meshControlLength(layer: Layer, qualityOfService: number, flags: number, at: number): number {
  if ((qualityOfService & present) === 0 || (flags & frameFlag.fromDistribution) === 0) return 0;
  if (!layer.has(at, shortestControl)) return 0;
  const meshFlags = layer.u8(at);
  if (meshFlags > 2) return 0;
  return shortestControl + 6 * (meshFlags & extensionMask);
}

/** Shows the mesh control at `at`. */
export function showMeshControl(layer: Layer, field: Fields, at: number, length: number): void {
  layer.need(at, length);
  if (!layer.emitting) return;
  layer.openText(at, length, 'Mesh Control Field');
  layer.add(field['fixed.mesh_flags'], at, 1);
  layer.add(field['fixed.mesh_ttl'], at + 1, 1);
  layer.add(field['fixed.mesh_sequence'], at + 2, 4);
  const extended = at + shortestControl;
  if (length === shortestControl + 6) layer.add(field['fixed.mesh_addr4'], extended, 6);
  if (length === shortestControl + 12) {
    layer.add(field['fixed.mesh_addr5'], extended, 6);
    layer.add(field['fixed.mesh_addr6'], extended + 6, 6);
  }
  layer.close();
}

/** Shows what the second byte of the quality-of-service field at `at` says in a mesh. */
export function showMeshService(layer: Layer, field: Fields, at: number): void {
  layer.add(field['qos.mesh_ctl_present'], at, 2);
  layer.add(field['qos.mesh_ps.unicast'], at, 2);
  layer.add(field['qos.mesh_rspi'], at, 2);
}
