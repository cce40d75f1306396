/** Remote Desktop Protocol: how a connection begins. [MS-RDPBCGR], sections 2.2.1.1 and 2.2.1.2. */
import { flag, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import tls from './tls';

const boolean = { 0: 'False', 1: 'True' } as const;
const protocolNames = {
  0: 'Standard RDP Security',
  1: 'TLS 1.0, 1.1, or 1.2',
  2: 'CredSSP',
  4: 'RDSTLS',
  8: 'CredSSP with Early User Authorization Result PDU',
} as const;

const fields = {
  rt_cookie: text({ label: 'Routing Token/Cookie' }),
  neg_type: u8({
    label: 'Type',
    base: 'hex',
    values: { 1: 'RDP Negotiation Request', 2: 'RDP Negotiation Response', 3: 'RDP Negotiation Failure' },
  }),
  'negReq.flags': u8({ label: 'Flags', base: 'hex' }),
  neg_length: u16({ label: 'Length', littleEndian: true }),
  'negReq.requestedProtocols': u32({ label: 'requestedProtocols', base: 'hex', littleEndian: true }),
  'negReq.requestedProtocols.ssl': flag({
    label: 'TLS security supported',
    length: 4,
    littleEndian: true,
    mask: 0x01,
    values: boolean,
  }),
  'negReq.requestedProtocols.hybrid': flag({
    label: 'CredSSP supported',
    length: 4,
    littleEndian: true,
    mask: 0x02,
    values: boolean,
  }),
  'negReq.selectedProtocol': u32({
    label: 'selectedProtocol',
    base: 'hex',
    littleEndian: true,
    values: protocolNames,
  }),
  'negReq.failureCode': u32({
    label: 'failureCode',
    base: 'hex',
    littleEndian: true,
    values: {
      1: 'TLS required by server',
      2: 'TLS not allowed by server',
      3: 'TLS certificate not on server',
      4: 'Inconsistent flags',
      5: 'CredSSP required by server',
      6: 'TLS with certificate required by server',
    },
  }),
} as const;

type Fields = FieldsOf<typeof fields>;

const negotiationLength = 8;

export default protocol({
  id: 'rdp',
  title: 'Remote Desktop Protocol',
  column: 'RDP',
  fields,
  dissect(layer, field) {
    layer.setInfo('');
    let at = 0;
    if (layer.u8(0) === 0x43) {
      const end = layer.find(0x0d, 0);
      const length = end < 0 ? layer.available : end;
      layer.add(field.rt_cookie, 0, length);
      if (layer.wantsInfo) layer.appendInfo(layer.text(0, length), ', ');
      at = length + 2;
    }
    if (layer.has(at, negotiationLength)) negotiation(layer, field, at);
  },
});

function negotiation(layer: Layer, field: Fields, at: number): void {
  const type = layer.u8(at);
  layer.add(field.neg_type, at, 1);
  layer.add(field['negReq.flags'], at + 1, 1);
  layer.add(field.neg_length, at + 2, 2);
  if (type === 1) {
    layer.appendInfo('Negotiate Request', ', ');
    layer.open(field['negReq.requestedProtocols'], at + 4, 4);
    layer.add(field['negReq.requestedProtocols.ssl'], at + 4, 4);
    layer.add(field['negReq.requestedProtocols.hybrid'], at + 4, 4);
    layer.close();
  } else if (type === 2) {
    layer.appendInfo('Negotiate Response', ', ');
    layer.add(field['negReq.selectedProtocol'], at + 4, 4);
    if (layer.u32le(at + 4) !== 0) layer.memory.setApplication(layer.dissection, tls, true);
  } else if (type === 3) {
    layer.appendInfo('Negotiate Failure', ', ');
    layer.add(field['negReq.failureCode'], at + 4, 4);
  }
}
