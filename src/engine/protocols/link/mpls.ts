/** Multiprotocol Label Switching: the label stack. RFC 3032. What lies below has no name in it: its first half byte tells (RFC 4928, section 3). */
import { linkType } from '../../capture-file/link-types';
import { u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import pwach from './pwach';
import pwethheuristic from './pwethheuristic';

const byVersion = table('ip.version');

/** Special-purpose labels. IANA, "Special-Purpose MPLS Label Values". */
const labelNames: Readonly<Record<number, string>> = {
  0: 'IPv4 Explicit-Null',
  1: 'Router Alert',
  2: 'IPv6 Explicit-Null',
  3: 'Implicit-Null',
  7: 'Entropy Label Indicator (ELI)',
  13: 'Generic Associated Channel Label (GAL)',
  14: 'OAM Alert',
};
/** More labels than that are not a stack but other bytes. */
const deepestStack = 64;
const oamAlert = 14;

const fields = {
  label: u32({ label: 'MPLS Label', mask: 0xfffff000, base: 'decimal-hex', values: labelNames }),
  exp: u32({ label: 'MPLS Experimental Bits', mask: 0x0e00 }),
  bottom: u32({ label: 'MPLS Bottom Of Label Stack', mask: 0x0100 }),
  ttl: u32({ label: 'MPLS TTL', mask: 0x00ff }),
} as const;

export default protocol({
  id: 'mpls',
  title: 'MultiProtocol Label Switching Header',
  column: 'MPLS',
  parents: [
    on('ethertype', 0x8847, 0x8848),
    on('ip.proto', 137),
    on('gre.proto', 0x8847, 0x8848),
    on('udp.port', 6635),
    on('wtap_encap', linkType.mpls),
  ],
  fields,
  dissect(layer, field) {
    layer.setInfo('MPLS Label Switched Packet');
    let at = 0;
    let entry = 0;
    for (let depth = 0; ; depth++) {
      entry = layer.u32(at);
      if (layer.emitting) showEntry(layer, field, at, entry);
      at += 4;
      if ((entry & 0x100) !== 0) break;
      if (depth === deepestStack) {
        layer.limited(`More than ${deepestStack} labels`, 0, at);
        return;
      }
    }
    layer.span(at);
    if (layer.reported === at) return;
    // ITU-T Y.1711: what is below this label is no packet.
    if (entry >>> 12 === oamAlert) layer.next(data, at);
    else dissectPayload(layer, at);
  },
});

function showEntry(layer: Layer, field: FieldsOf<typeof fields>, at: number, entry: number): void {
  const text = `, Label: ${entry >>> 12}, Exp: ${(entry >>> 9) & 7}, S: ${(entry >>> 8) & 1}, TTL: ${entry & 0xff}`;
  if (at === 0) layer.heading(text);
  else layer.openText(at, 4, `Next header${text}`);
  layer.add(field.label, at, 4);
  layer.add(field.exp, at, 4);
  layer.add(field.bottom, at, 4);
  layer.add(field.ttl, at, 4);
  if (at > 0 && layer.inTree) layer.close();
}

function dissectPayload(layer: Layer, at: number): void {
  const kind = layer.u8(at) >> 4;
  if (kind === 0) layer.next(pwethheuristic, at);
  else if (kind === 1) layer.next(pwach, at);
  else if ((kind !== 4 && kind !== 6) || !layer.nextBy(byVersion, kind, at)) layer.next(data, at);
}
