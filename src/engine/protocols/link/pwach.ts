/** Associated channel of a pseudowire or of an MPLS section. RFC 4385, section 5; RFC 5586. */
import { u8, u16 } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byChannel = table('pwach.channel_type');
const byVersion = table('ip.version');

const channelNames: Readonly<Record<number, string>> = {
  1: 'Management Communication Channel (MCC)',
  2: 'Signaling Communication Channel (SCC)',
  7: 'BFD Control, PW-ACH-encapsulated (BFD Without IP/UDP Headers)',
  10: 'Direct Loss Measurement (DLM)',
  12: 'Delay Measurement (DM)',
  33: 'IPv4 packet',
  34: 'MPLS-TP CC message',
  35: 'MPLS-TP CV message',
  87: 'IPv6 packet',
};

export default protocol({
  id: 'pwach',
  title: 'PW Associated Channel Header',
  column: 'PWACH',
  shortName: 'PW Associated Channel',
  setsColumn: false,
  header: 4,
  fields: {
    ver: u8({ at: 0, mask: 0x0f, label: 'Channel Version' }),
    res: u8({ at: 1, label: 'Reserved', base: 'hex' }),
    channel_type: u16({ at: 2, label: 'Channel Type', base: 'hex', values: channelNames }),
  },
  dissect(layer) {
    layer.header();
    layer.span(4);
    if (layer.reported === 4) return;
    const type = layer.u16(2);
    if (layer.nextBy(byChannel, type, 4)) return;
    const version = type === 0x0021 ? 4 : type === 0x0057 ? 6 : 0;
    if (!layer.nextBy(byVersion, version, 4)) layer.next(data, 4);
  },
});
