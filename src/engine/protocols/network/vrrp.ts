/** Virtual Router Redundancy Protocol, versions 2 and 3. RFC 3768, RFC 5798. */
import { addressKind } from '../../declare/dissection';
import { bytes, ipv4Address, ipv6Address, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';

const versionOf = (layer: Layer): number => layer.u8(0) >> 4;

export default protocol({
  id: 'vrrp',
  title: 'Virtual Router Redundancy Protocol',
  column: 'VRRP',
  parents: [on('ip.proto', 112)],
  header: 8,
  fields: {
    version: u8({ at: 0, mask: 0xf0, label: 'VRRP protocol version' }),
    type: u8({ at: 0, mask: 0x0f, label: 'VRRP packet type', values: { 1: 'Advertisement' } }),
    virt_rtr_id: u8({ at: 1, label: 'Virtual Rtr ID' }),
    prio: u8({
      at: 2,
      label: 'Priority',
      values: (value) =>
        value === 255
          ? 'This VRRP router owns the virtual router IP address(es)'
          : value === 100
            ? 'Default priority for a backup VRRP router'
            : value === 0
              ? 'Current Master has stopped participating in VRRP'
              : 'Non-default backup priority',
    }),
    addr_count: u8({ at: 3, label: 'Addr Count' }),
    auth_type: u8({
      at: 4,
      label: 'Auth Type',
      when: (layer) => versionOf(layer) < 3,
      values: { 0: 'No Authentication', 1: 'Simple Text Authentication', 2: 'IP Authentication Header' },
    }),
    adver_int: u8({ at: 5, label: 'Adver Int', when: (layer) => versionOf(layer) < 3 }),
    reserved_mbz: u8({ at: 4, mask: 0xf0, label: 'Reserved', when: (layer) => versionOf(layer) >= 3 }),
    short_adver_int: u16({
      at: 4,
      mask: 0x0fff,
      label: 'Adver Int (centiseconds)',
      when: (layer) => versionOf(layer) >= 3,
    }),
    checksum: u16({ at: 6, label: 'Checksum', base: 'hex' }),
    ip_addr: ipv4Address({ label: 'IP Address' }),
    ipv6_addr: ipv6Address({ label: 'IPv6 Address' }),
    auth_string: text({ label: 'Authentication String' }),
    md5_auth_data: bytes({ label: 'MD5 Authentication Data' }),
  },
  dissect(layer, field) {
    layer.header();
    if (layer.wantsInfo) layer.setInfo(`Announcement (v${versionOf(layer)})`);
    if (!layer.emitting) return;
    const size = layer.dissection.addressKind === addressKind.ipv6 && versionOf(layer) >= 3 ? 16 : 4;
    const end = 8 + size * layer.u8(3);
    for (let at = 8; at < end; at += size) layer.add(size === 16 ? field.ipv6_addr : field.ip_addr, at, size);
    if (versionOf(layer) < 3 && layer.u8(4) === 1) layer.add(field.auth_string, end, 8);
  },
});
