/** MySQL's client/server protocol: greeting, login, commands and what they bring. MySQL Source Code Documentation, "Client/Server Protocol". */
import { visible } from '../../bytes/visible';
import { label, text, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';
import tls from './tls';

const serverPort = 3306;
const headerLength = 4;
const greetingVersion = 10;
const switchToTls = 0x0800;
const maximumInfo = 300;

const commandNames: Readonly<Record<number, string>> = {
  0: 'SLEEP',
  1: 'Quit',
  2: 'Use Database',
  3: 'Query',
  4: 'Show Fields',
  5: 'Create Database',
  6: 'Drop Database',
  7: 'Refresh',
  8: 'Shutdown',
  9: 'Statistics',
  10: 'Process List',
  11: 'Connect',
  12: 'Kill Server Thread',
  13: 'Debug',
  14: 'Ping',
  15: 'Time',
  16: 'Insert Delayed',
  17: 'Change User',
  18: 'Send Binlog',
  19: 'Send Table',
  20: 'Slave Connect',
  21: 'Register Slave',
  22: 'Prepare Statement',
  23: 'Execute Statement',
  24: 'Send BLOB',
  25: 'Close Statement',
  26: 'Reset Statement',
  27: 'Set Option',
  28: 'Fetch Data',
};
const query = 3;
const useDatabase = 2;
const prepare = 22;

/** Where a connection stands; only the first pass has it. */
const stage = { start: 0, login: 1, commands: 2 } as const;
class Session {
  stage: number = stage.start;
}
const create = (): Session => new Session();

const declared = {
  packet_length: u24({ at: 0, label: 'Packet Length', littleEndian: true }),
  packet_number: u8({ at: 3, label: 'Packet Number' }),
  server_greeting: label({ label: 'Server Greeting' }),
  protocol: u8({ label: 'Protocol' }),
  version: text({ label: 'Version' }),
  thread_id: u32({ label: 'Thread ID', littleEndian: true }),
  salt: text({ label: 'Salt' }),
  'caps.server': u16({ label: 'Server Capabilities', base: 'hex', littleEndian: true }),
  server_language: u8({ label: 'Server Language' }),
  server_status: u16({ label: 'Server Status', base: 'hex', littleEndian: true }),
  login_request: label({ label: 'Login Request' }),
  'caps.client': u16({ label: 'Client Capabilities', base: 'hex', littleEndian: true }),
  user: text({ label: 'Username' }),
  request: label({ label: 'Request Command' }),
  command: u8({ label: 'Command', values: commandNames }),
  query: text({ label: 'Statement' }),
  schema: text({ label: 'Schema' }),
  response_code: u8({
    label: 'Response Code',
    base: 'hex',
    values: { 0: 'OK Packet', 254: 'EOF Packet', 255: 'ERR Packet' },
  }),
  error_code: u16({ label: 'Error Code', littleEndian: true }),
  'error.message': text({ label: 'Error message' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'mysql',
  title: 'MySQL Protocol',
  column: 'MySQL',
  parents: [on('tcp.port', serverPort)],
  fields: declared,
  dissect(layer, field) {
    if (!takePdu(layer, headerLength, packetLength)) return;
    const asks = layer.dissection.destinationPort === serverPort;
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'mysql', create) : undefined;
    const at = layer.memory.remember(layer.dissection, session?.stage ?? 0);
    layer.header();
    if (layer.available === headerLength) {
      info(layer, asks ? 'Request' : 'Response');
      return;
    }
    if (!asks && at === stage.start && layer.u8(headerLength) === greetingVersion) walkGreeting(layer, field, session);
    else if (!asks) walkResponse(layer, field);
    else if (at === stage.login && layer.u8(3) > 0) walkLogin(layer, field, session);
    else walkCommand(layer, field);
  },
});

const packetLength = (layer: Layer, at: number): number => headerLength + layer.u24le(at);

const info = (layer: Layer, text: string): void => {
  if (layer.wantsInfo) showInfoBehind(layer, `${text} `, '');
};

function textBehind(layer: Layer, at: number): string {
  return visible(layer.text(at, Math.min(layer.available - at, maximumInfo), true));
}

function walkGreeting(layer: Layer, field: Fields, session: Session | undefined): void {
  if (session !== undefined) session.stage = stage.login;
  const versionAt = headerLength + 1;
  if (layer.wantsInfo) info(layer, `Server Greeting  proto=${greetingVersion} version=${textBehind(layer, versionAt)}`);
  if (!layer.emitting) return;
  const nul = layer.find(0, versionAt);
  const end = (nul < 0 ? layer.available : nul) + 1;
  layer.open(field.server_greeting, headerLength, layer.available - headerLength);
  layer.add(field.protocol, headerLength, 1);
  layer.add(field.version, versionAt, Math.min(end, layer.available) - versionAt);
  layer.add(field.thread_id, end, 4);
  layer.add(field.salt, end + 4, 8);
  layer.add(field['caps.server'], end + 13, 2);
  if (layer.has(end + 15, 3)) {
    layer.add(field.server_language, end + 15, 1);
    layer.add(field.server_status, end + 16, 2);
  }
  layer.close();
}

function walkLogin(layer: Layer, field: Fields, session: Session | undefined): void {
  const capabilities = layer.u16le(headerLength);
  // A request for TLS is a login that ends before the name.
  const wantsTls = (capabilities & switchToTls) !== 0 && layer.available <= headerLength + 32;
  if (wantsTls) layer.memory.setApplication(layer.dissection, tls, true);
  else if (session !== undefined) session.stage = stage.commands;
  const userAt = headerLength + ((capabilities & 0x0200) !== 0 ? 32 : 5);
  const user = userAt < layer.available && layer.wantsInfo ? textBehind(layer, userAt) : '';
  info(layer, wantsTls ? 'Response: SSL Handshake' : `Login Request user=${user}`);
  layer.open(field.login_request, headerLength, layer.available - headerLength);
  layer.add(field['caps.client'], headerLength, 2);
  if (!wantsTls && userAt < layer.available) {
    const nul = layer.find(0, userAt);
    layer.add(field.user, userAt, (nul < 0 ? layer.available : nul) - userAt);
  }
  layer.close();
}

function walkCommand(layer: Layer, field: Fields): void {
  const command = layer.u8(headerLength);
  const name = commandNames[command] ?? 'Unknown';
  const argument = headerLength + 1;
  const length = layer.available - argument;
  const hasText = command === query || command === prepare || command === useDatabase;
  if (layer.wantsInfo) {
    const statement = hasText && length > 0 ? ` { ${textBehind(layer, argument)} }` : '';
    info(layer, `Request ${name}${statement}`);
  }
  layer.open(field.request, headerLength, layer.available - headerLength);
  layer.add(field.command, headerLength, 1);
  if (hasText && length > 0) layer.add(command === useDatabase ? field.schema : field.query, argument, length);
  layer.close();
}

function walkResponse(layer: Layer, field: Fields): void {
  const code = layer.u8(headerLength);
  if (code === 0xff) {
    const error = layer.available >= headerLength + 3 ? layer.u16le(headerLength + 1) : 0;
    info(layer, `Response Error ${error}`);
    layer.add(field.response_code, headerLength, 1);
    if (layer.available < headerLength + 3) return;
    layer.add(field.error_code, headerLength + 1, 2);
    // Behind `#` stand five characters of SQL state.
    const stateful = layer.has(headerLength + 3, 1) && layer.u8(headerLength + 3) === 0x23;
    const at = headerLength + (stateful ? 9 : 3);
    if (at < layer.available) layer.add(field['error.message'], at, layer.available - at);
    return;
  }
  const ended = code === 0xfe && layer.available < headerLength + 9;
  const fine = code === 0 && layer.available >= headerLength + 7;
  info(layer, fine ? 'Response OK' : 'Response');
  if (ended || fine) layer.add(field.response_code, headerLength, 1);
}
