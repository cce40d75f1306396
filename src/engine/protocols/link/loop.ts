/** Configuration Test Protocol: frames that stations send back. Ethernet version 2.0, section 8. */
import { ether, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';

const functionNames: Readonly<Record<number, string>> = { 1: 'Reply', 2: 'Forward Data' };
const reply = 1;
const forward = 2;

export default protocol({
  id: 'loop',
  title: 'Configuration Test Protocol (loopback)',
  column: 'LOOP',
  parents: [on('ethertype', 0x9000)],
  header: 2,
  fields: {
    skipcount: u16({ at: 0, label: 'skipCount', littleEndian: true }),
    function: u16({ label: 'Function', littleEndian: true, values: functionNames }),
    relevant_function: u16({ label: 'Relevant function', littleEndian: true, values: functionNames }),
    receipt_number: u16({ label: 'Receipt number', littleEndian: true }),
    forwarding_address: ether({ label: 'Forwarding address' }),
  },
  dissect(layer, field) {
    layer.header();
    // The function that counts is the one behind those that stations on the way have done.
    const relevantAt = 2 + layer.u16le(0);
    const relevant = layer.u16le(relevantAt);
    if (layer.wantsInfo) layer.setInfo(functionNames[relevant] ?? `Unknown function (${relevant})`);
    layer.add(field.relevant_function, relevantAt, 2);
    for (let at = 2; ; ) {
      const function_ = layer.u16le(at);
      layer.add(field.function, at, 2);
      at += 2;
      if (function_ === forward) {
        layer.add(field.forwarding_address, at, 6);
        at += 6;
        continue;
      }
      if (function_ === reply) {
        layer.add(field.receipt_number, at, 2);
        at += 2;
      }
      layer.span(at);
      if (layer.reported > at) layer.next(data, at);
      return;
    }
  },
});
