/** Modbus/TCP: the header in front of Modbus. Modbus Messaging on TCP/IP Implementation Guide 1.0b. */
import { u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { modbusFunctions } from '../names/modbus-functions';
import modbus from './modbus';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const serverPort = 502;
const headerLength = 7;
const lengthEnd = 6;

export default protocol({
  id: 'mbtcp',
  title: 'Modbus/TCP',
  column: 'Modbus/TCP',
  parents: [on('tcp.port', serverPort)],
  // The second word is always 0, and the length counts at least unit and function.
  accepts: (layer, at) => !layer.has(at, lengthEnd) || (layer.u16(at + 2) === 0 && layer.u16(at + 4) >= 2),
  fields: {
    trans_id: u16({ at: 0, label: 'Transaction Identifier' }),
    prot_id: u16({ at: 2, label: 'Protocol Identifier' }),
    len: u16({ at: 4, label: 'Length' }),
    unit_id: u8({ at: 6, label: 'Unit Identifier' }),
  },
  dissect(layer) {
    if (!takePdu(layer, lengthEnd, pduLength)) return;
    layer.header();
    layer.span(headerLength);
    if (layer.wantsInfo) showInfo(layer);
    const asks = layer.dissection.destinationPort === serverPort;
    layer.next(modbus, headerLength, layer.reported - headerLength, asks ? 1 : 2);
  },
});

const pduLength = (layer: Layer, at: number): number => lengthEnd + layer.u16(at + 4);

function showInfo(layer: Layer): void {
  const asks = layer.dissection.destinationPort === serverPort;
  const code = layer.u8(headerLength);
  const name = modbusFunctions[code & 0x7f] ?? 'Unknown function';
  const transaction = `${layer.u16(0)}`.padStart(5);
  const unit = `${layer.u8(6)}`.padStart(3);
  const text = `${asks ? '   Query' : 'Response'}: Trans: ${transaction}; Unit: ${unit}, Func: ${`${code & 0x7f}`.padStart(3)}: ${name}`;
  showInfoBehind(layer, code >= 0x80 ? `${text}. Exception returned ` : text, ' ');
}
