/** Internetwork Packet Exchange. Novell, "IPX Router Specification", chapter 2. */
import { hexText } from '../../bytes/address';
import { addressKind } from '../../declare/dissection';
import { bytes, ether, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const bySocket = table('ipx.socket');

const socketNames: Readonly<Record<number, string>> = {
  1105: 'NetWare Core Protocol',
  1106: 'Service Advertising Protocol',
  1107: 'Routing Information Protocol',
  1109: 'NetBIOS',
  1110: 'Diagnostic',
  1111: 'Serialization',
  1360: 'NWLink SMB Server',
  1361: 'NWLink SMB Name Query',
  1362: 'NWLink SMB Redirector',
  1363: 'NWLink SMB Mailslot Datagram',
  1364: 'NWLink SMB Messenger',
  1365: 'NWLink SMB Browser',
};

/** Protocols over IPX that are named in the Protocol column but not walked. */
const columns: Readonly<Record<number, string>> = {
  1106: 'IPX SAP',
  1107: 'IPX RIP',
  1111: 'Serialization',
  36865: 'NLSP',
  36868: 'IPX WAN',
};

const addressText = (layer: Layer, at: number): string =>
  `${hexText(layer.slice(at, 4))}.${hexText(layer.slice(at + 4, 6))}`;

export default protocol({
  id: 'ipx',
  title: 'Internetwork Packet eXchange',
  column: 'IPX',
  parents: [on('ethertype', 0x8137), on('llc.dsap', 0xe0, 0x10), on('gre.proto', 0x8137), on('ppp.protocol', 0x002b)],
  header: 30,
  fields: {
    checksum: u16({ at: 0, label: 'Checksum', base: 'hex' }),
    len: u16({ at: 2, label: 'Length', unit: 'bytes' }),
    hops: u8({ at: 4, label: 'Transport Control', unit: 'hops' }),
    packet_type: u8({
      at: 5,
      label: 'Packet Type',
      base: 'hex',
      values: {
        0: 'IPX',
        1: 'RIP',
        2: 'Echo',
        3: 'Error',
        4: 'PEP',
        5: 'SPX',
        16: 'Experimental Protocol',
        17: 'NCP',
        20: 'NetBIOS Broadcast',
      },
    }),
    dst: text({ label: 'Destination Address', hidden: true, value: (layer) => addressText(layer, 6) }),
    'dst.net': bytes({ at: 6, length: 4, label: 'Destination Network', id: 'ipx.dst.net' }),
    'dst.node': ether({ at: 10, label: 'Destination Node' }),
    'dst.socket': u16({ at: 16, label: 'Destination Socket', base: 'hex', values: socketNames }),
    src: text({ label: 'Source Address', hidden: true, value: (layer) => addressText(layer, 18) }),
    'src.net': u32({ at: 18, label: 'Source Network', base: 'hex' }),
    'src.node': ether({ at: 22, label: 'Source Node' }),
    'src.socket': u16({ at: 28, label: 'Source Socket', base: 'hex', values: socketNames }),
  },
  dissect(layer) {
    const { dissection } = layer;
    layer.trim(Math.max(layer.u16(2), 30));
    if (dissection.quoting === 0) {
      dissection.addressKind = addressKind.text;
      dissection.sourceText = addressText(layer, 18);
      dissection.destinationText = addressText(layer, 6);
    }
    layer.header();
    layer.span(30);
    const source = layer.u16(28);
    const destination = layer.u16(16);
    if (layer.inTree) layer.heading(`, Src: ${addressText(layer, 18)}, Dst: ${addressText(layer, 6)}`);
    if (layer.wantsInfo)
      layer.setInfo(`${socketNames[destination] ?? 'Unknown'} (0x${destination.toString(16).padStart(4, '0')})`);
    if (layer.reported <= 30) return;
    const column = columns[destination] ?? columns[source];
    if (column !== undefined) layer.setColumn(column);
    const next = bySocket.get(destination) ?? bySocket.get(source);
    if (next !== undefined) layer.next(next, 30);
    else if (column === undefined) layer.next(data, 30);
  },
});
