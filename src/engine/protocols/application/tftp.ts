/** Trivial File Transfer Protocol. RFC 1350; options: RFC 2347. */

import { addressKind } from '../../declare/dissection';
import { text, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { conversationKind } from '../../declare/memory';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import data from '../frame/data';

const operation = { read: 1, write: 2, data: 3, acknowledge: 4, error: 5, options: 6 } as const;
const operationNames: Readonly<Record<number, string>> = {
  1: 'Read Request',
  2: 'Write Request',
  3: 'Data Packet',
  4: 'Acknowledgement',
  5: 'Error Code',
  6: 'Option Acknowledgement',
  255: 'Information (MSDP)',
};
const usualBlock = 512;

const fields = {
  opcode: u16({ label: 'Opcode', values: operationNames }),
  source_file: text({ label: 'Source File' }),
  destination_file: text({ label: 'Destination File' }),
  type: text({ label: 'Type' }),
  block: u16({ label: 'Block' }),
  'error.code': u16({
    label: 'Error code',
    values: {
      0: 'Not defined',
      1: 'File not found',
      2: 'Access violation',
      3: 'Disk full or allocation exceeded',
      4: 'Illegal TFTP Operation',
      5: 'Unknown transfer ID',
      6: 'File already exists',
      7: 'No such user',
      8: 'Option negotiation failed',
    },
  }),
  'error.message': text({ label: 'Error message' }),
  'option.name': text({ label: 'Option name' }),
  'option.value': text({ label: 'Option value' }),
} as const;
type TftpFields = FieldsOf<typeof fields>;

const tftp = protocol({
  id: 'tftp',
  title: 'Trivial File Transfer Protocol',
  column: 'TFTP',
  parents: [on('udp.port', 69)],
  fields,
  dissect(layer, field) {
    const code = layer.u16(0);
    const name = operationNames[code] ?? `Unknown (0x${code.toString(16).padStart(4, '0')})`;
    layer.setInfo(name);
    layer.add(field.opcode, 0, 2);
    switch (code) {
      case operation.read:
      case operation.write:
        walkRequest(layer, field, code === operation.read);
        return;
      case operation.data: {
        const length = layer.reported - 4;
        layer.add(field.block, 2, 2);
        if (layer.wantsInfo) layer.appendInfo(`, Block: ${layer.u16(2)}${length < usualBlock ? ' (last)' : ''}`);
        layer.need(2, 2);
        layer.span(4);
        if (length > 0) layer.next(data, 4);
        return;
      }
      case operation.acknowledge:
        layer.add(field.block, 2, 2);
        if (layer.wantsInfo) layer.appendInfo(`, Block: ${layer.u16(2)}`);
        return;
      case operation.error:
        layer.add(field['error.code'], 2, 2);
        if (layer.wantsInfo)
          layer.appendInfo(
            `, Code: ${field['error.code'].nameOf(layer.u16(2)) ?? 'Unknown'}, Message: ${layer.text(4, layer.available - 4, true)}`,
          );
        if (layer.reported > 4) layer.add(field['error.message'], 4, layer.reported - 4);
        return;
      case operation.options:
        walkOptions(layer, field, 2);
        return;
      default:
        if (layer.reported > 2) layer.next(data, 2);
    }
  },
});

export default tftp;

function walkRequest(layer: Layer, field: TftpFields, read: boolean): void {
  announceTransfer(layer);
  const nameEnd = textEnd(layer, 2);
  const modeEnd = textEnd(layer, nameEnd);
  layer.add(read ? field.source_file : field.destination_file, 2, nameEnd - 2);
  layer.add(field.type, nameEnd, modeEnd - nameEnd);
  if (layer.wantsInfo)
    layer.appendInfo(
      `, File: ${layer.text(2, nameEnd - 2, true)}, Transfer type: ${layer.text(nameEnd, modeEnd - nameEnd, true)}`,
    );
  walkOptions(layer, field, modeEnd);
}

/** The server answers from a port that it chooses: the transfer is known by the client's. RFC 1350, section 4. */
function announceTransfer({ dissection, memory }: Layer): void {
  if (dissection.quoting > 0 || !dissection.learning) return;
  const length = dissection.addressKind === addressKind.ipv6 ? 16 : 4;
  const client = dissection.addressBytes.subarray(dissection.sourceAt, dissection.sourceAt + length);
  memory.announce(dissection, conversationKind.udp, client, dissection.sourcePort, tftp);
}

function walkOptions(layer: Layer, field: TftpFields, from: number): void {
  for (let at = from; at < layer.available; ) {
    const nameEnd = textEnd(layer, at);
    const valueEnd = textEnd(layer, nameEnd);
    layer.add(field['option.name'], at, nameEnd - at);
    layer.add(field['option.value'], nameEnd, valueEnd - nameEnd);
    if (layer.wantsInfo)
      layer.appendInfo(`, ${layer.text(at, nameEnd - at, true)}=${layer.text(nameEnd, valueEnd - nameEnd, true)}`);
    at = valueEnd;
  }
}

/** Offset behind the NUL that ends the text at `at`; a text without one ends the walk. */
function textEnd(layer: Layer, at: number): number {
  const nul = layer.find(0, at);
  if (nul < 0) layer.cutOff(layer.reported + 1);
  return nul + 1;
}
