/** PostgreSQL's frontend/backend protocol, version 3: its messages. PostgreSQL documentation, chapter 55. */
import { flag, i32, text, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { backendMessages, frontendMessages } from '../names/pgsql-messages';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';
import tls from './tls';

const serverPort = 5432;
/** A type byte and a length; the first message of a client has no type. */
const headerLength = 5;
const untypedHeader = 4;
const tlsRequest = 80_877_103;
const cancelRequest = 80_877_102;
const maximumItems = 1600;

const authentication = {
  0: 'Success',
  2: 'Kerberos V5',
  3: 'Plaintext password',
  5: 'MD5 password',
  7: 'GSSAPI',
  8: 'GSSAPI continue',
  9: 'SSPI',
  10: 'SASL',
  11: 'SASL continue',
  12: 'SASL complete',
};

const declared = {
  frontend: flag({ label: 'Frontend', hidden: true }),
  type: text({ label: 'Type' }),
  length: u32({ label: 'Length' }),
  version_major: u16({ label: 'Protocol major version' }),
  version_minor: u16({ label: 'Protocol minor version' }),
  pid: u32({ label: 'PID' }),
  key: u32({ label: 'Key' }),
  parameter_name: text({ label: 'Parameter name' }),
  parameter_value: text({ label: 'Parameter value' }),
  query: text({ label: 'Query' }),
  password: text({ label: 'Password' }),
  statement: text({ label: 'Statement' }),
  portal: text({ label: 'Portal' }),
  authtype: u32({ label: 'Authentication type', values: authentication }),
  tag: text({ label: 'Tag' }),
  'field.count': u16({ label: 'Field count' }),
  'col.name': text({ label: 'Column name' }),
  'val.length': i32({ label: 'Column length' }),
  severity: text({ label: 'Severity' }),
  code: text({ label: 'Code' }),
  message: text({ label: 'Message' }),
  detail: text({ label: 'Detail' }),
  hint: text({ label: 'Hint' }),
};
type Fields = FieldsOf<typeof declared>;

/** Only the first pass has it: whether the client's answer about TLS is awaited. */
class Session {
  awaitsTls = false;
}
const create = (): Session => new Session();

export default protocol({
  id: 'pgsql',
  title: 'PostgreSQL',
  column: 'PGSQL',
  parents: [on('tcp.port', serverPort)],
  fields: declared,
  dissect(layer, field) {
    const asks = layer.dissection.destinationPort === serverPort;
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'pgsql', create) : undefined;
    const awaitsTls = layer.memory.remember(layer.dissection, session?.awaitsTls === true ? 1 : 0) === 1;
    if (!asks && awaitsTls && layer.reported === 1) {
      walkTlsAnswer(layer, field, session);
      return;
    }
    const untyped = asks && layer.u8(0) === 0;
    if (!takePdu(layer, untyped ? untypedHeader : headerLength, asks ? frontendLength : backendLength)) return;
    const letter = untyped ? '' : String.fromCharCode(layer.u8(0));
    if (layer.wantsInfo) showInfoBehind(layer, layer.follows ? letter : `${asks ? '>' : '<'}${letter}`, '/');
    layer.addComputed(field.frontend, asks ? 1 : 0);
    if (untyped) walkStartup(layer, field, session);
    else if (layer.emitting) showMessage(layer, field, asks, letter);
  },
});

const frontendLength = (layer: Layer, at: number): number =>
  layer.u8(at) === 0 ? layer.u32(at) : backendLength(layer, at);

const backendLength = (layer: Layer, at: number): number =>
  layer.has(at, headerLength) ? layer.u32(at + 1) + 1 : headerLength;

function walkTlsAnswer(layer: Layer, field: Fields, session: Session | undefined): void {
  const letter = layer.text(0, 1);
  if (layer.wantsInfo) layer.setInfo(`<${letter}`);
  layer.add(field.type, 0, 1, letter === 'S' ? 'SSL accepted' : 'SSL refused');
  if (session !== undefined) session.awaitsTls = false;
  if (letter === 'S') layer.memory.setApplication(layer.dissection, tls, true);
}

function walkStartup(layer: Layer, field: Fields, session: Session | undefined): void {
  const code = layer.u32(untypedHeader);
  const name = code === tlsRequest ? 'SSL request' : code === cancelRequest ? 'Cancel request' : 'Startup message';
  layer.addComputed(field.type, name, 0, untypedHeader);
  layer.add(field.length, 0, 4);
  if (code === tlsRequest) {
    if (session !== undefined) session.awaitsTls = true;
    return;
  }
  if (code === cancelRequest) {
    layer.add(field.pid, 8, 4);
    layer.add(field.key, 12, 4);
    return;
  }
  layer.add(field.version_major, 4, 2);
  layer.add(field.version_minor, 6, 2);
  if (!layer.emitting) return;
  for (let at = 8, count = 0; at < layer.available && layer.u8(at) !== 0 && count < maximumItems; count++) {
    const value = endOfText(layer, at);
    const end = endOfText(layer, value);
    layer.add(field.parameter_name, at, value - at);
    layer.add(field.parameter_value, value, end - value);
    at = end;
  }
}

/** Behind the NUL that ends the text at `at`. */
function endOfText(layer: Layer, at: number): number {
  const nul = layer.find(0, at);
  return nul < 0 ? layer.available : nul + 1;
}

function showMessage(layer: Layer, field: Fields, asks: boolean, letter: string): void {
  const name = (asks ? frontendMessages : backendMessages)[letter] ?? 'Unknown';
  layer.addComputed(field.type, name, 0, 1);
  layer.add(field.length, 1, 4);
  const at = headerLength;
  if (at >= layer.available) return;
  if (asks) showRequest(layer, field, letter, at);
  else showAnswer(layer, field, letter, at);
}

function showRequest(layer: Layer, field: Fields, letter: string, at: number): void {
  const length = layer.available - at;
  if (letter === 'Q') layer.add(field.query, at, length);
  else if (letter === 'p') layer.add(field.password, at, length);
  else if (letter === 'P') {
    const query = endOfText(layer, at);
    layer.add(field.statement, at, query - at);
    layer.add(field.query, query, endOfText(layer, query) - query);
  } else if (letter === 'B') {
    const statement = endOfText(layer, at);
    layer.add(field.portal, at, statement - at);
    layer.add(field.statement, statement, endOfText(layer, statement) - statement);
  } else if (letter === 'E') layer.add(field.portal, at, endOfText(layer, at) - at);
}

const errorFields = { S: 'severity', C: 'code', M: 'message', D: 'detail', H: 'hint' } as const;

function showAnswer(layer: Layer, field: Fields, letter: string, at: number): void {
  switch (letter) {
    case 'R':
      layer.add(field.authtype, at, 4);
      break;
    case 'C':
      layer.add(field.tag, at, layer.available - at);
      break;
    case 'K':
      layer.add(field.pid, at, 4);
      layer.add(field.key, at + 4, 4);
      break;
    case 'S': {
      const value = endOfText(layer, at);
      layer.add(field.parameter_name, at, value - at);
      layer.add(field.parameter_value, value, layer.available - value);
      break;
    }
    case 'T': {
      layer.add(field['field.count'], at, 2);
      let column = at + 2;
      for (let i = 0; i < Math.min(layer.u16(at), maximumItems) && column < layer.available; i++) {
        const end = endOfText(layer, column);
        layer.add(field['col.name'], column, end - column);
        column = end + 18;
      }
      break;
    }
    case 'D':
      showRow(layer, field, at);
      break;
    case 'E':
    case 'N':
      for (let part = at; part < layer.available && layer.u8(part) !== 0; ) {
        const end = endOfText(layer, part + 1);
        const key = errorFields[String.fromCharCode(layer.u8(part)) as keyof typeof errorFields];
        if (key !== undefined) layer.add(field[key], part + 1, end - part - 1);
        part = end;
      }
      break;
    default:
  }
}

function showRow(layer: Layer, field: Fields, at: number): void {
  layer.add(field['field.count'], at, 2);
  let column = at + 2;
  for (let i = 0; i < Math.min(layer.u16(at), maximumItems) && column < layer.available; i++) {
    const length = layer.u32(column) | 0;
    layer.add(field['val.length'], column, 4);
    column += 4 + Math.max(length, 0);
  }
}
