/** Apple's packet tap: which process and interface a packet belongs to. LINKTYPE_PKTAP, and USER2 before that had a number. */
import { text, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import pcapPacketData from './pcap_pktdata';

const packetTapLinkType = 258;
const packetRecord = 1;
const shortestHeader = 108;
const littleEndian = true;

export default protocol({
  id: 'pktap',
  title: 'PKTAP packet header',
  column: 'PKTAP',
  parents: [on('wtap_encap', packetTapLinkType)],
  header: shortestHeader,
  fields: {
    hdrlen: u32({ at: 0, label: 'Header length', littleEndian }),
    rectype: u32({ at: 4, label: 'Record type', littleEndian }),
    dlt: u32({ at: 8, label: 'DLT', littleEndian }),
    ifname: text({ at: 12, length: 24, label: 'Interface name' }),
    flags: u32({ at: 36, label: 'Flags', base: 'hex', littleEndian }),
    pfamily: u32({ at: 40, label: 'Protocol family', littleEndian }),
    llhdrlen: u32({ at: 44, label: 'Link-layer header length', littleEndian }),
    lltrlrlen: u32({ at: 48, label: 'Link-layer trailer length', littleEndian }),
    pid: u32({ at: 52, label: 'Process ID', littleEndian }),
    cmdname: text({ at: 56, length: 20, label: 'Command name' }),
    svc_class: u32({ at: 76, label: 'Service class', littleEndian }),
    iftype: u16({ at: 80, label: 'Interface type', littleEndian }),
    ifunit: u16({ at: 82, label: 'Interface unit', littleEndian }),
    epid: u32({ at: 84, label: 'Effective process ID', littleEndian }),
    ecmdname: text({ at: 88, length: 20, label: 'Effective command name' }),
  },
  dissect(layer) {
    const length = layer.u32le(0);
    layer.header();
    if (length < shortestHeader) {
      layer.malformed('The header is shorter than its fields', 0, 4);
      return;
    }
    layer.span(length);
    if (layer.u32le(4) !== packetRecord || layer.reported <= length) return;
    layer.next(pcapPacketData, length, layer.reported - length, layer.u32le(8));
  },
});
