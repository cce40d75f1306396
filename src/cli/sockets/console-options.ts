/** The command line of `sockeye connect` and `sockeye listen`. */
import type { LineEnding } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { UsageError } from '../usage-error';

export interface ConsoleOptions {
  readonly request: ConsoleRequest;
  readonly ending: LineEnding;
  /** What arrives: made visible, as hexadecimal digits, or the bytes as they are. */
  readonly output: 'text' | 'hex' | 'raw';
  /** Steps are not told. */
  readonly quiet: boolean;
  /** Milliseconds that answers are waited for after the end of the input, where the other side does not say that it is done. */
  readonly patience: number;
  /** A server ends when its last client has gone. */
  readonly once: boolean;
}

const transports = ['tcp', 'udp', 'tls', 'unix'] as const;
const endings: readonly LineEnding[] = ['none', 'lf', 'crlf', 'cr', 'nul'];
const withValue = new Set([
  '--local',
  '--hops',
  '--server-name',
  '--alpn',
  '--certificate',
  '--key',
  '--ca',
  '--trust',
  '--group',
  '--ending',
  '--wait',
]);
const forConnect = ['-4', '-6', '--ipv4', '--ipv6', '--local', '--hops', '--server-name', '--trust', '--broadcast'];
const forListen = ['--echo', '--group', '--once', '--broadcast'];
const forBoth = ['--alpn', '--certificate', '--key', '--ca', '--ending', '--wait', '--hex', '--raw', '--quiet', '-q'];

/** @throws UsageError */
export function consoleOptions(command: 'connect' | 'listen', words: readonly string[]): ConsoleOptions {
  const given = new Map<string, string[]>();
  const bare: string[] = [];
  const known = [...forBoth, ...(command === 'connect' ? forConnect : forListen)];
  for (let at = 0; at < words.length; at++) {
    const [name, value] = splitOption(words[at]);
    if (words[at] === '--') {
      bare.push(...words.slice(at + 1));
      break;
    }
    if (!name.startsWith('-') || name === '-') {
      bare.push(words[at]);
      continue;
    }
    if (!known.includes(name))
      throw new UsageError(`“${command}” does not know ${name}: see sockeye ${command} --help.`);
    const argument = withValue.has(name) ? (value ?? words[++at]) : '';
    if (argument === undefined) throw new UsageError(`${name} needs a value.`);
    given.set(name, [...(given.get(name) ?? []), argument]);
  }
  const [transportWord, ...place] = bare;
  const transport = transports.find((candidate) => candidate === transportWord);
  if (transport === undefined)
    throw new UsageError(`sockeye ${command} tcp|udp|tls|unix ADDRESS: see sockeye ${command} --help.`);
  const last = (name: string): string | undefined => given.get(name)?.at(-1);
  const request = command === 'connect' ? client(transport, place, given) : server(transport, place, given);
  return {
    request,
    ending: endingOf(last('--ending') ?? 'lf'),
    output: given.has('--raw') ? 'raw' : given.has('--hex') ? 'hex' : 'text',
    quiet: given.has('--quiet') || given.has('-q'),
    patience: 1000 * numberOf(last('--wait') ?? '1', '--wait', 86_400),
    once: given.has('--once'),
  };
}

type Given = ReadonlyMap<string, readonly string[]>;

function client(transport: ConsoleRequest['transport'], place: readonly string[], given: Given): ConsoleRequest {
  const has = (...names: string[]): boolean => names.some((name) => given.has(name));
  const { host, port } = transport === 'unix' ? unixPlace(place) : networkPlace(place, undefined);
  if (transport !== 'unix' && port === 0) throw new UsageError('A port to connect to is needed: HOST:PORT.');
  const local = given.get('--local')?.at(-1);
  const here = local === undefined ? { host: '', port: 0 } : networkPlace([local], '');
  return {
    role: 'client',
    transport,
    host,
    port,
    family: has('-4', '--ipv4') ? 4 : has('-6', '--ipv6') ? 6 : 0,
    localAddress: here.host,
    localPort: here.port,
    broadcast: has('--broadcast'),
    multicastHops: numberOf(given.get('--hops')?.at(-1) ?? '1', '--hops', 255),
    tls: tlsOf(given),
  };
}

function server(transport: ConsoleRequest['transport'], place: readonly string[], given: Given): ConsoleRequest {
  const { host, port } = transport === 'unix' ? unixPlace(place) : networkPlace(place, '127.0.0.1');
  return {
    role: 'server',
    transport,
    address: host,
    port,
    echo: given.has('--echo'),
    groups: [...(given.get('--group') ?? [])],
    broadcast: given.has('--broadcast'),
    tls: tlsOf(given),
  };
}

function tlsOf(given: Given): ConsoleRequest['tls'] {
  const last = (name: string): string | undefined => given.get(name)?.at(-1);
  return {
    serverName: last('--server-name') ?? '',
    alpn: (last('--alpn') ?? '').split(',').filter((name) => name !== ''),
    certificate: last('--certificate'),
    key: last('--key'),
    authority: last('--ca'),
    trustedFingerprint: last('--trust')?.toUpperCase(),
  };
}

function unixPlace(place: readonly string[]): { host: string; port: number } {
  if (place.length !== 1 || place[0] === '') throw new UsageError('One path of a Unix socket is needed.');
  return { host: place[0], port: 0 };
}

/** `HOST PORT`, `HOST:PORT`, `[IPV6]:PORT`; the port alone where there is a host to take. */
function networkPlace(place: readonly string[], defaultHost: string | undefined): { host: string; port: number } {
  if (place.length === 0 || place.length > 2) throw new UsageError('One address is needed: HOST:PORT.');
  if (place.length === 2) return { host: place[0], port: portOf(place[1]) };
  const [whole] = place;
  if (/^\d+$/.test(whole) && defaultHost !== undefined) return { host: defaultHost, port: portOf(whole) };
  const found = /^(?:\[([^\]]+)\]|([^:]*)):(\d+)$/.exec(whole);
  if (found === null) throw new UsageError(`“${whole}” is not an address: HOST:PORT, or [IPV6]:PORT.`);
  const host = found[1] ?? found[2];
  return { host: host === '' ? (defaultHost ?? '127.0.0.1') : host, port: portOf(found[3]) };
}

function portOf(text: string): number {
  return numberOf(text, 'A port', 65_535);
}

function numberOf(text: string, what: string, most: number): number {
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || number > most)
    throw new UsageError(`${what} is a number up to ${most}, not “${text}”.`);
  return number;
}

function endingOf(name: string): LineEnding {
  const found = endings.find((ending) => ending === name);
  if (found === undefined) throw new UsageError(`“${name}” is not a line ending: ${endings.join(', ')}.`);
  return found;
}

function splitOption(word: string): readonly [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
