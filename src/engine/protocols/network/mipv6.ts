/** Mobility header of Mobile IPv6. RFC 6275, section 6.1. */
import { bytes, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { ipProtocolNames } from '../names/ip-protocols';

export default protocol({
  id: 'mipv6',
  title: 'Mobile IPv6',
  column: 'MIPv6',
  parents: [on('ip.proto', 135, 62)],
  header: 6,
  fields: {
    proto: u8({ at: 0, label: 'Payload protocol', values: ipProtocolNames, id: 'mip6.proto' }),
    hlen: u8({ at: 1, label: 'Header length', id: 'mip6.hlen' }),
    mhtype: u8({
      at: 2,
      label: 'Mobility Header Type',
      id: 'mip6.mhtype',
      values: {
        0: 'Binding Refresh Request',
        1: 'Home Test Init',
        2: 'Care-of Test Init',
        3: 'Home Test',
        4: 'Care-of Test',
        5: 'Binding Update',
        6: 'Binding Acknowledgement',
        7: 'Binding Error',
        8: 'Fast Binding Update',
        9: 'Fast Binding Acknowledgment',
        10: 'Fast Neighbor Advertisement',
        11: 'Experimental Mobility Header',
        12: 'Home Agent Switch',
        13: 'Heartbeat',
        14: 'Handover Initiate',
        15: 'Handover Acknowledge',
        16: 'Binding Revocation',
        17: 'Localized Routing Initiation',
        18: 'Localized Routing Acknowledgment',
      },
    }),
    reserved: u8({ at: 3, label: 'Reserved', base: 'hex', id: 'mip6.reserved' }),
    csum: u16({ at: 4, label: 'Checksum', base: 'hex', id: 'mip6.csum' }),
    data: bytes({ label: 'Message Data', id: 'mip6.data' }),
  },
  dissect(layer, field) {
    const length = 8 * (layer.u8(1) + 1);
    layer.header();
    layer.setInfo(field.mhtype.nameOf(layer.u8(2)) ?? 'Unknown');
    layer.need(0, length);
    layer.add(field.data, 6, length - 6);
  },
});
