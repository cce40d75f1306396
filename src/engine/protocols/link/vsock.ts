/** Sockets between virtual machines and their host. LINKTYPE_VSOCK; linux/vsockmon.h, linux/virtio_vsock.h. */
import { addressKind } from '../../declare/dissection';
import { bytes, u16, u32, u64 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const vsockLinkType = 271;
const operationNames: Readonly<Record<number, string>> = {
  0: 'Unknown',
  1: 'Connect',
  2: 'Disconnect',
  3: 'Control',
  4: 'Payload',
};
const transportNames: Readonly<Record<number, string>> = { 0: 'Unknown', 1: 'No info', 2: 'Virtio' };
const virtio = 2;
const kindNames: Readonly<Record<number, string>> = { 1: 'Stream', 2: 'Seqpacket' };
const virtioOperationNames: Readonly<Record<number, string>> = {
  0: 'Invalid',
  1: 'Request',
  2: 'Response',
  3: 'Rst',
  4: 'Shutdown',
  5: 'RW',
  6: 'Credit update',
  7: 'Credit request',
};
const headerLength = 32;
const virtioLength = 44;
const littleEndian = true;

export default protocol({
  id: 'vsock',
  title: 'vSocket',
  column: 'vSocket',
  shortName: 'vsock',
  parents: [on('wtap_encap', vsockLinkType)],
  header: headerLength,
  fields: {
    src_cid: u64({ at: 0, label: 'Source cid', littleEndian }),
    dst_cid: u64({ at: 8, label: 'Destination cid', littleEndian }),
    src_port: u32({ at: 16, label: 'Source port', littleEndian }),
    dst_port: u32({ at: 20, label: 'Destination port', littleEndian }),
    op: u16({ at: 24, label: 'Operation', values: operationNames, littleEndian }),
    trans: u16({ at: 26, label: 'Transport', values: transportNames, littleEndian }),
    trans_len: u16({ at: 28, label: 'Transport length', littleEndian }),
    reserved: bytes({ at: 30, length: 2, label: 'Reserved' }),
    'virtio.src_cid': u64({ label: 'Source cid', littleEndian }),
    'virtio.dst_cid': u64({ label: 'Destination cid', littleEndian }),
    'virtio.src_prot': u32({ label: 'Source port', littleEndian }),
    'virtio.dst_prot': u32({ label: 'Destination port', littleEndian }),
    'virtio.len': u32({ label: 'Length', littleEndian }),
    'virtio.type': u16({ label: 'Type', values: kindNames, littleEndian }),
    'virtio.op': u16({ label: 'Operation', values: virtioOperationNames, littleEndian }),
    'virtio.flags': u32({ label: 'Flags', base: 'hex', littleEndian }),
    'virtio.buf_alloc': u32({ label: 'Buf alloc', littleEndian }),
    'virtio.fwd_cnt': u32({ label: 'Fwd cnt', littleEndian }),
    payload: bytes({ label: 'Payload' }),
  },
  dissect(layer, field) {
    const { dissection } = layer;
    if (dissection.quoting === 0) {
      dissection.addressKind = addressKind.text;
      // The first pass shows nobody any columns.
      dissection.sourceText = layer.learning ? '' : contextName(layer.u64le(0));
      dissection.destinationText = layer.learning ? '' : contextName(layer.u64le(8));
    }
    layer.header();
    const operation = operationNames[layer.u16le(24)] ?? 'Unknown';
    const transport = layer.u16le(26);
    const length = layer.u16le(28);
    if (layer.wantsInfo) layer.setInfo(`[${operation}] ${transportNames[transport] ?? 'Unknown'}`);
    if (layer.inTree) layer.heading(`, Op: ${operation}, Transport: ${transportNames[transport] ?? 'Unknown'}`);
    if (transport === virtio && length >= virtioLength) {
      const at = headerLength;
      layer.need(at, virtioLength);
      if (layer.wantsInfo)
        layer.appendInfo(
          `: ${kindNames[layer.u16le(at + 28)] ?? 'Unknown'}, Op: ${virtioOperationNames[layer.u16le(at + 30)] ?? 'Unknown'}, Buf alloc: ${layer.u32le(at + 36)}, Fwd cnt: ${layer.u32le(at + 40)}`,
        );
      layer.openText(at, virtioLength, 'Virtio transport header');
      layer.add(field['virtio.src_cid'], at, 8);
      layer.add(field['virtio.dst_cid'], at + 8, 8);
      layer.add(field['virtio.src_prot'], at + 16, 4);
      layer.add(field['virtio.dst_prot'], at + 20, 4);
      layer.add(field['virtio.len'], at + 24, 4);
      layer.add(field['virtio.type'], at + 28, 2);
      layer.add(field['virtio.op'], at + 30, 2);
      layer.add(field['virtio.flags'], at + 32, 4);
      layer.add(field['virtio.buf_alloc'], at + 36, 4);
      layer.add(field['virtio.fwd_cnt'], at + 40, 4);
      if (layer.inTree) layer.close();
    }
    const payloadAt = headerLength + length;
    layer.need(headerLength, length);
    if (layer.available > payloadAt) layer.add(field.payload, payloadAt, layer.available - payloadAt);
  },
});

/** Context identifiers below 3 have meanings of their own. linux/vm_sockets.h. */
function contextName(identifier: bigint): string {
  return identifier === 0n ? 'hypervisor' : identifier === 2n ? 'host' : String(identifier);
}
