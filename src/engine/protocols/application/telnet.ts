/** Telnet: text with commands and options in between. RFC 854 and RFC 855. */
import { behindBreak, lineBreak } from '../../bytes/lines';
import { bytes, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { telnetCommands, telnetOptions } from '../names/telnet';

const interpretAsCommand = 0xff;
const subnegotiationEnd = 0xf0;
const subnegotiation = 0xfa;
const firstNegotiation = 0xfb;
const terminalType = 24;
const windowSize = 31;
const maximumItems = 20_000;

const declared = {
  cmd: u8({ label: 'Command', values: telnetCommands }),
  subcmd: u8({ label: 'Subcommand', values: telnetOptions }),
  'string_subopt.value': text({ label: 'Value' }),
  'naws_subopt.width': u16({ label: 'Width' }),
  'naws_subopt.height': u16({ label: 'Height' }),
  option_data: bytes({ label: 'Option data' }),
  data: text({ label: 'Data' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'telnet',
  title: 'Telnet',
  column: 'TELNET',
  parents: [on('tcp.port', 23)],
  fields: declared,
  dissect(layer, field) {
    layer.setInfo('Telnet Data ...');
    let at = 0;
    let items = 0;
    while (at < layer.available) {
      if (++items > maximumItems) {
        layer.limited(`More than ${maximumItems} commands: the rest is not shown`, at, layer.available - at);
        return;
      }
      const next = commandAt(layer, at);
      if (next > at && layer.emitting) showLines(layer, field, at, next);
      at = next < layer.available ? showCommand(layer, field, next) : next;
    }
  },
});

/** Offset of the next command from `at` on; two bytes 255 in a row are data. */
function commandAt(layer: Layer, at: number): number {
  for (let found = layer.find(interpretAsCommand, at); found >= 0; found = layer.find(interpretAsCommand, found + 2))
    if (!layer.has(found + 1, 1) || layer.u8(found + 1) !== interpretAsCommand) return found;
  return layer.available;
}

function showLines(layer: Layer, field: Fields, from: number, end: number): void {
  const { bytes: all, start } = layer;
  for (let line = from; line < end; ) {
    const stop = lineBreak(all, start + line, start + end);
    const behind = stop < 0 ? -1 : behindBreak(all, stop, start + end);
    const next = behind < 0 ? end : behind - start;
    layer.add(field.data, line, next - line, layer.text(line, next - line));
    line = next;
  }
}

/** Shows the command at `at`; gives the offset behind it. */
function showCommand(layer: Layer, field: Fields, at: number): number {
  const command = layer.u8(at + 1);
  const name = layer.inTree ? (telnetCommands[command] ?? `Unknown command ${command}`) : '';
  if (command === subnegotiation) return showSubnegotiation(layer, field, at, name);
  const negotiates = command >= firstNegotiation;
  const end = at + (negotiates ? 3 : 2);
  const option = negotiates && layer.has(at + 2, 1) ? layer.u8(at + 2) : -1;
  if (layer.inTree) layer.openText(at, Math.min(end, layer.available) - at, `${name}${optionName(option)}`);
  layer.add(field.cmd, at + 1, 1);
  if (negotiates) layer.add(field.subcmd, at + 2, 1, layer.u8(at + 2));
  if (layer.inTree) layer.close();
  return end;
}

const optionName = (option: number): string =>
  option < 0 ? '' : ` ${telnetOptions[option] ?? `Unknown option ${option}`}`;

function showSubnegotiation(layer: Layer, field: Fields, at: number, name: string): number {
  const option = layer.u8(at + 2);
  const data = at + 3;
  let end = commandAt(layer, data);
  // What is no end of the subnegotiation belongs to it.
  while (layer.has(end + 1, 1) && layer.u8(end + 1) !== subnegotiationEnd) end = commandAt(layer, end + 2);
  if (layer.inTree) layer.openText(at, end - at, `${name}${optionName(option)}`);
  layer.add(field.cmd, at + 1, 1);
  layer.add(field.subcmd, at + 2, 1);
  if (end > data) {
    if (option === terminalType && layer.u8(data) === 0) {
      layer.addText(data, 1, "Here's my Terminal Type");
      layer.add(field['string_subopt.value'], data + 1, end - data - 1);
    } else if (option === terminalType) layer.addText(data, 1, 'Send your Terminal Type');
    else if (option === windowSize && end - data === 4) {
      layer.add(field['naws_subopt.width'], data, 2);
      layer.add(field['naws_subopt.height'], data + 2, 2);
    } else layer.add(field.option_data, data, end - data);
  }
  if (layer.inTree) layer.close();
  return end;
}
