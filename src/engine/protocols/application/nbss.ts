/** NetBIOS Session Service, and SMB over TCP, which begins its messages alike. RFC 1002, section 4.3. */
import { flag, ipv4Address, text, u8, u16, u24 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { heuristics } from '../../declare/table';
import data from '../frame/data';
import { NetbiosName } from './netbios/netbios-name';

const recognisers = heuristics('netbios');
const name = new NetbiosName();

const typeNames: Readonly<Record<number, string>> = {
  0: 'Session message',
  129: 'Session request',
  130: 'Positive session response',
  131: 'Negative session response',
  132: 'Retarget session response',
  133: 'Session keep-alive',
};
/** SMB over TCP without NetBIOS: the length has 24 bits, not 17. */
const directPort = 445;

const fields = {
  type: u8({ label: 'Message Type', base: 'hex', values: typeNames }),
  flags: u8({ label: 'Flags', base: 'hex' }),
  'flags.e': flag({
    label: 'Extend',
    mask: 0x01,
    values: { 0: 'Add 0 to length', 1: 'Add 65536 to length' },
  }),
  length: u24({ label: 'Length' }),
  error_code: u8({
    label: 'Error code',
    base: 'hex',
    values: {
      128: 'Not listening on called name',
      129: 'Not listening for calling name',
      130: 'Called name not present',
      131: 'Called name present, but insufficient resources',
      143: 'Unspecified error',
    },
  }),
  retarget_ip_address: ipv4Address({ label: 'Retarget IP address' }),
  retarget_port: u16({ label: 'Retarget port' }),
  called_name: text({ label: 'Called name' }),
  calling_name: text({ label: 'Calling name' }),
} as const;

export default protocol({
  id: 'nbss',
  title: 'NetBIOS Session Service',
  column: 'NBSS',
  parents: [on('tcp.port', 139, 445)],
  fields,
  dissect(layer, field) {
    const { sourcePort, destinationPort } = layer.dissection;
    const direct = sourcePort === directPort || destinationPort === directPort;
    for (let at = 0; at < layer.reported; ) {
      const left = layer.reported - at;
      if (left < 4) {
        layer.needMore(at, 4 - left);
        return;
      }
      const type = layer.u8(at);
      if (typeNames[type] === undefined) {
        layer.setInfo('NBSS Continuation Message');
        layer.next(data, at);
        return;
      }
      const length = direct ? layer.u24(at + 1) : layer.u24(at + 1) & 0x1_ffff;
      if (left < 4 + length) {
        layer.needMore(at, 4 + length - left);
        return;
      }
      walkMessage(layer, field, at, type, length, direct);
      at += 4 + length;
    }
  },
});

function walkMessage(
  layer: Layer,
  field: FieldsOf<typeof fields>,
  at: number,
  type: number,
  length: number,
  direct: boolean,
): void {
  if (layer.wantsInfo) layer.setInfo(typeNames[type]);
  layer.add(field.type, at, 1);
  if (direct) layer.add(field.length, at + 1, 3);
  else {
    layer.open(field.flags, at + 1, 1);
    layer.add(field['flags.e'], at + 1, 1);
    layer.close();
    layer.addComputed(field.length, length, at + 1, 3);
  }
  const body = at + 4;
  switch (type) {
    case 0:
      if (length > 0) layer.next(layer.recognise(recognisers, body) ?? data, body, length);
      return;
    case 129: {
      const calledEnd = name.read(layer, body, body, layer.emitting || layer.wantsInfo);
      const called = name.text;
      if (layer.emitting) layer.add(field.called_name, body, calledEnd - body, called);
      const end = name.read(layer, body, calledEnd, layer.emitting || layer.wantsInfo);
      if (layer.emitting) layer.add(field.calling_name, calledEnd, end - calledEnd, name.text);
      if (layer.wantsInfo) layer.appendInfo(`, to ${called} from ${name.text}`);
      return;
    }
    case 131:
      if (length > 0) layer.add(field.error_code, body, 1);
      return;
    case 132:
      if (length < 6) return;
      layer.add(field.retarget_ip_address, body, 4);
      layer.add(field.retarget_port, body + 4, 2);
      return;
  }
}
