/** Internet Relay Chat. RFC 2812. */
import { visible } from '../../bytes/visible';
import { text, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { eachLine, wordEnd } from './streams/text-lines';

const ports = [6667, 57_000];
const colon = 0x3a;
const maximumParameters = 50;

const declared = {
  request: text({ label: 'Request' }),
  'request.prefix': text({ label: 'Prefix' }),
  'request.command': text({ label: 'Command' }),
  'request.command_parameter': text({ label: 'Parameter' }),
  'request.trailer': text({ label: 'Trailer' }),
  response: text({ label: 'Response' }),
  'response.prefix': text({ label: 'Prefix' }),
  'response.command': text({ label: 'Command' }),
  'response.num_command': u16({ label: 'Command' }),
  'response.command_parameter': text({ label: 'Parameter' }),
  'response.trailer': text({ label: 'Trailer' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'irc',
  title: 'Internet Relay Chat',
  column: 'IRC',
  parents: [on('tcp.port', ...ports)],
  fields: declared,
  dissect(layer, field) {
    if (!layer.emitting && !layer.wantsInfo) return;
    const asks = ports.includes(layer.dissection.destinationPort);
    const commands: string[] = [];
    eachLine(layer, 0, layer.available, (at, stop) => {
      if (stop > at) commands.push(showMessage(layer, field, asks ? 'request' : 'response', at, stop));
    });
    const listed = commands.map((command) => ` (${visible(command)})`).join('');
    layer.setInfo(`${asks ? 'Request' : 'Response'}${listed}`);
  },
});

/** Shows the message `[at, stop)`; gives its command. */
function showMessage(layer: Layer, field: Fields, kind: 'request' | 'response', at: number, stop: number): string {
  layer.open(field[kind], at, stop - at);
  let word = at;
  if (layer.u8(at) === colon) {
    const end = wordEnd(layer, at, stop);
    layer.add(field[`${kind}.prefix`], at + 1, end - at - 1);
    word = Math.min(end + 1, stop);
  }
  const end = wordEnd(layer, word, stop);
  const command = layer.text(word, end - word);
  if (kind === 'response' && /^\d{3}$/.test(command))
    layer.add(field['response.num_command'], word, end - word, Number(command));
  else layer.add(field[`${kind}.command`], word, end - word);
  let parameter = Math.min(end + 1, stop);
  for (let count = 0; parameter < stop && count < maximumParameters; count++) {
    if (layer.u8(parameter) === colon) {
      layer.add(field[`${kind}.trailer`], parameter + 1, stop - parameter - 1);
      break;
    }
    const parameterEnd = wordEnd(layer, parameter, stop);
    layer.add(field[`${kind}.command_parameter`], parameter, parameterEnd - parameter);
    parameter = parameterEnd + 1;
  }
  layer.close();
  return command;
}
