/** Distributed Network Protocol 3: data link, transport and application headers. IEEE 1815. */
import { flag, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol, recognised } from '../../declare/protocol';
import { dnp3Functions } from '../names/dnp3-functions';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const start = 0x0564;
const linkHeader = 10;
/** The length counts control and addresses, but no checksums; user data come in blocks of sixteen bytes, each with a checksum. */
const countedHeader = 5;
const blockLength = 16;
const checksumLength = 2;
const answers = 129;
const unsolicited = 130;
const userData = [3, 4];

const primaryFunctions = {
  0: 'Reset of Remote Link',
  1: 'Reset of User Process',
  2: 'Test Function For Link',
  3: 'User Data',
  4: 'Unconfirmed User Data',
  9: 'Request Link Status',
};
const secondaryFunctions = {
  0: 'ACK',
  1: 'NACK',
  11: 'Status of Link',
  14: 'Link Service Not Functioning',
  15: 'Not Supported',
};

const isPrimary = (layer: Layer): boolean => (layer.u8(3) & 0x40) !== 0;

const declared = {
  start: u16({ at: 0, label: 'Start Bytes', base: 'hex' }),
  len: u8({ at: 2, label: 'Length' }),
  ctl: u8({ at: 3, label: 'Control', base: 'hex' }),
  'ctl.dir': flag({ at: 3, mask: 0x80, label: 'Direction', within: 'ctl' }),
  'ctl.prm': flag({ at: 3, mask: 0x40, label: 'Primary', within: 'ctl' }),
  'ctl.prifunc': u8({
    at: 3,
    mask: 0x0f,
    label: 'Control Function Code',
    within: 'ctl',
    values: primaryFunctions,
    when: isPrimary,
  }),
  'ctl.secfunc': u8({
    at: 3,
    mask: 0x0f,
    label: 'Control Function Code',
    within: 'ctl',
    values: secondaryFunctions,
    when: (layer) => !isPrimary(layer),
  }),
  dst: u16({ at: 4, label: 'Destination', littleEndian: true }),
  src: u16({ at: 6, label: 'Source', littleEndian: true }),
  'hdr.CRC': u16({ at: 8, label: 'Data Link Header checksum', base: 'hex', littleEndian: true }),
  'tr.ctl': u8({ label: 'Transport Control', base: 'hex' }),
  'tr.fin': flag({ label: 'Final', mask: 0x80 }),
  'tr.fir': flag({ label: 'First', mask: 0x40 }),
  'tr.seq': u8({ label: 'Sequence', mask: 0x3f }),
  'al.ctl': u8({ label: 'Application Control', base: 'hex' }),
  'al.fir': flag({ label: 'First', mask: 0x80 }),
  'al.fin': flag({ label: 'Final', mask: 0x40 }),
  'al.con': flag({ label: 'Confirm', mask: 0x20 }),
  'al.uns': flag({ label: 'Unsolicited', mask: 0x10 }),
  'al.seq': u8({ label: 'Sequence', mask: 0x0f }),
  'al.func': u8({ label: 'Application Layer Function Code', values: dnp3Functions }),
  'al.iin': u16({ label: 'Internal Indications', base: 'hex' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'dnp3',
  title: 'Distributed Network Protocol 3.0',
  column: 'DNP 3.0',
  parents: [
    on('tcp.port', 20_000),
    on('udp.port', 20_000),
    recognised('tcp', (layer, at) => layer.u16(at) === start && layer.u8(at + 2) >= countedHeader),
  ],
  accepts: (layer, at) => (layer.has(at, 2) ? layer.u16(at) === start : layer.u8(at) === start >> 8),
  fields: declared,
  dissect(layer, field) {
    if (!takePdu(layer, linkHeader, frameLength)) return;
    layer.header();
    const code = layer.u8(3) & 0x0f;
    if (!isPrimary(layer) || !userData.includes(code) || layer.available <= linkHeader) {
      if (layer.wantsInfo) showInfoBehind(layer, linkFunction(layer, code), '; ');
      return;
    }
    walkSegment(layer, field);
  },
});

function frameLength(layer: Layer, at: number): number {
  if (layer.u16(at) !== start) return 0;
  const data = layer.u8(at + 2) - countedHeader;
  return data < 0 ? 0 : linkHeader + data + Math.ceil(data / blockLength) * checksumLength;
}

const linkFunction = (layer: Layer, code: number): string =>
  (isPrimary(layer)
    ? primaryFunctions[code as keyof typeof primaryFunctions]
    : secondaryFunctions[code as keyof typeof secondaryFunctions]) ?? 'Unknown';

/** A first segment brings the application's header, whose five bytes lie before the first block's checksum. */
function walkSegment(layer: Layer, field: Fields): void {
  const transport = layer.u8(linkHeader);
  layer.open(field['tr.ctl'], linkHeader, 1);
  layer.add(field['tr.fin'], linkHeader, 1);
  layer.add(field['tr.fir'], linkHeader, 1);
  layer.add(field['tr.seq'], linkHeader, 1);
  layer.close();
  const control = linkHeader + 1;
  if ((transport & 0x40) === 0 || layer.available < control + 2) {
    if (layer.wantsInfo) showInfoBehind(layer, 'Transport segment', '; ');
    return;
  }
  const code = layer.u8(control + 1);
  if (layer.wantsInfo) showInfoBehind(layer, dnp3Functions[code] ?? 'Unknown', '; ');
  layer.open(field['al.ctl'], control, 1);
  layer.add(field['al.fir'], control, 1);
  layer.add(field['al.fin'], control, 1);
  layer.add(field['al.con'], control, 1);
  layer.add(field['al.uns'], control, 1);
  layer.add(field['al.seq'], control, 1);
  layer.close();
  layer.add(field['al.func'], control + 1, 1);
  if ((code === answers || code === unsolicited) && layer.has(control + 2, 2))
    layer.add(field['al.iin'], control + 2, 2);
}
