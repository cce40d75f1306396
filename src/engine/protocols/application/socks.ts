/** SOCKS, versions 4 and 5: how a connection through a proxy begins. RFC 1928, RFC 1929. */
import { ipv4Address, ipv6Address, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { heuristics, table } from '../../declare/table';
import data from '../frame/data';

const serverPort = 1080;
const byPort = table('tcp.port');
const recognisers = heuristics('tcp');
const commands = { 1: 'Connect', 2: 'Bind', 3: 'UdpAssociate', 128: 'Ping', 129: 'Traceroute' };
const methods = {
  0: 'No authentication',
  1: 'GSSAPI',
  2: 'Username/Password',
  3: 'CHAP',
  255: 'No acceptable methods',
};
const addressTypes = { 1: 'IPv4', 3: 'Domain Name', 4: 'IPv6' };
const replies = {
  0: 'Succeeded',
  1: 'General SOCKS server failure',
  2: 'Connection not allowed by ruleset',
  3: 'Network unreachable',
  4: 'Host unreachable',
  5: 'Connection refused',
  6: 'TTL expired',
  7: 'Command not supported',
  8: 'Address type not supported',
  90: 'Granted',
  91: 'Rejected or Failed',
  92: 'Rejected because SOCKS server cannot connect to identd on the client',
  93: 'Rejected because the client program and identd report different user-ids',
};

/** Where a connection stands. A number above `tunnel` is that and the port behind the proxy. */
const stage = {
  greeting: 0,
  method: 1,
  command: 2,
  credentials: 3,
  verdict: 4,
  reply: 5,
  reply4: 6,
  tunnel: 0x1_0000,
} as const;

const declared = {
  version: u8({ label: 'Version' }),
  auth_method_count: u8({ label: 'Authentication Method Count' }),
  auth_method: u8({ label: 'Method', values: methods }),
  auth_accepted_method: u8({ label: 'Accepted Auth Method', values: methods }),
  subnegotiation_version: u8({ label: 'Subnegotiation Version' }),
  username: text({ label: 'User name' }),
  password: text({ label: 'Password' }),
  auth_status: u8({ label: 'Status', values: { 0: 'Success' } }),
  command: u8({ label: 'Command', values: commands }),
  results: u8({ label: 'Results', values: replies }),
  reserved: u8({ label: 'Reserved' }),
  address_type: u8({ label: 'Address Type', values: addressTypes }),
  dst: ipv4Address({ label: 'Remote Address' }),
  dstV6: ipv6Address({ label: 'Remote Address(ipv6)' }),
  remote_name: text({ label: 'Remote name' }),
  dstport: u16({ label: 'Remote Port' }),
  port: u16({ label: 'Port' }),
};
type Fields = FieldsOf<typeof declared>;

/** Only the first pass has it. */
class Session {
  stage = 0;
  port = 0;
}
const create = (): Session => new Session();

export default protocol({
  id: 'socks',
  title: 'Socks Protocol',
  column: 'Socks',
  parents: [on('tcp.port', serverPort)],
  fields: declared,
  dissect(layer, field) {
    const asks = layer.dissection.destinationPort === serverPort;
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'socks', create) : undefined;
    const at = layer.memory.remember(layer.dissection, session?.stage ?? 0);
    if (at >= stage.tunnel) {
      layer.setColumn('TCP');
      layer.next(byPort.get(at - stage.tunnel) ?? layer.recognise(recognisers, 0) ?? data, 0);
      return;
    }
    if (layer.u8(0) === 4 || at === stage.reply4) walkVersion4(layer, field, asks, session);
    else if (asks) walkRequest(layer, field, at, session);
    else walkReply(layer, field, at, session);
  },
});

function setInfo(layer: Layer, version: number, text: string): void {
  if (layer.wantsInfo) layer.setInfo(`Version: ${version} ${text}`);
}

const commandName = (code: number): string => commands[code as keyof typeof commands] ?? 'Unknown';

function walkVersion4(layer: Layer, field: Fields, asks: boolean, session: Session | undefined): void {
  layer.add(field.version, 0, 1);
  if (!asks) {
    setInfo(layer, 4, 'Response');
    layer.add(field.results, 1, 1);
    layer.add(field.dstport, 2, 2);
    layer.add(field.dst, 4, 4);
    if (session !== undefined) session.stage = stage.tunnel + session.port;
    return;
  }
  setInfo(layer, 4, `Command Request - ${commandName(layer.u8(1))}`);
  layer.add(field.command, 1, 1);
  layer.add(field.dstport, 2, 2);
  layer.add(field.dst, 4, 4);
  const nul = layer.find(0, 8);
  if (nul > 8) layer.add(field.username, 8, nul - 8);
  if (session === undefined) return;
  session.port = layer.u16(2);
  session.stage = stage.reply4;
}

function walkRequest(layer: Layer, field: Fields, at: number, session: Session | undefined): void {
  if (at === stage.credentials) {
    setInfo(layer, 5, 'User authentication request');
    layer.add(field.subnegotiation_version, 0, 1);
    const nameLength = layer.u8(1);
    layer.add(field.username, 2, nameLength);
    layer.add(field.password, 3 + nameLength, layer.u8(2 + nameLength));
    if (session !== undefined) session.stage = stage.verdict;
    return;
  }
  layer.add(field.version, 0, 1);
  if (at === stage.greeting) {
    setInfo(layer, 5, 'Connect to server request');
    layer.add(field.auth_method_count, 1, 1);
    const count = layer.u8(1);
    for (let i = 0; i < count; i++) layer.add(field.auth_method, 2 + i, 1);
    if (session !== undefined) session.stage = stage.method;
    return;
  }
  setInfo(layer, 5, `Command Request - ${commandName(layer.u8(1))}`);
  layer.add(field.command, 1, 1);
  layer.add(field.reserved, 2, 1);
  const port = showEndpoint(layer, field, field.dstport);
  if (session === undefined) return;
  session.port = port;
  session.stage = stage.reply;
}

function walkReply(layer: Layer, field: Fields, at: number, session: Session | undefined): void {
  layer.add(field.version, 0, 1);
  if (at === stage.method || at === stage.greeting) {
    setInfo(layer, 5, 'Connect to server response');
    layer.add(field.auth_accepted_method, 1, 1);
    if (session !== undefined) session.stage = layer.u8(1) === 2 ? stage.credentials : stage.command;
    return;
  }
  if (at === stage.verdict) {
    setInfo(layer, 5, 'User authentication reply');
    layer.add(field.auth_status, 1, 1);
    if (session !== undefined) session.stage = stage.command;
    return;
  }
  setInfo(layer, 5, 'Command Response - Connect');
  layer.add(field.results, 1, 1);
  layer.add(field.reserved, 2, 1);
  showEndpoint(layer, field, field.port);
  if (session !== undefined && layer.u8(1) === 0) session.stage = stage.tunnel + session.port;
}

/** Address and port at offset 3 (RFC 1928, section 5); gives the port. */
function showEndpoint(layer: Layer, field: Fields, portField: Fields['port']): number {
  layer.add(field.address_type, 3, 1);
  const type = layer.u8(3);
  let end = 8;
  if (type === 3) {
    const length = layer.u8(4);
    layer.add(field.remote_name, 5, length);
    end = 5 + length;
  } else if (type === 4) {
    layer.add(field.dstV6, 4, 16);
    end = 20;
  } else layer.add(field.dst, 4, 4);
  layer.add(portField, end, 2);
  return layer.u16(end);
}
