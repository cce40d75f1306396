/** The fields of HTTP/2 headers that Wireshark knows by name. */
import { text, u16, u64 } from '../../../declare/kinds';
import { statusNames } from '../../names/http-status';

const texts = [
  ':authority',
  ':path',
  ':method',
  ':scheme',
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'accept-ranges',
  'access-control-allow-origin',
  'allow',
  'authorization',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-location',
  'content-range',
  'content-type',
  'cookie',
  'date',
  'etag',
  'expect',
  'expires',
  'from',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'link',
  'location',
  'proxy-authenticate',
  'proxy-authorization',
  'range',
  'referer',
  'refresh',
  'retry-after',
  'server',
  'set-cookie',
  'strict-transport-security',
  'user-agent',
  'vary',
  'via',
  'www-authenticate',
] as const;
const numbers = ['age', 'content-length', 'max-forwards'] as const;

type Plain<Name extends string> = Name extends `:${infer Rest}` ? Rest : Name;
type Underscored<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Name;
type KeyOf<Name extends string> = `headers.${Underscored<Plain<Name>>}`;
type Key = KeyOf<(typeof texts)[number] | (typeof numbers)[number] | ':status'>;

const keyOf = (name: string): Key => `headers.${name.replace(':', '').replaceAll('-', '_')}` as Key;

export const headerFields = {
  'headers.status': u16({ label: ':status', values: statusNames }),
  ...Object.fromEntries(texts.map((name) => [keyOf(name), text({ label: name })])),
  ...Object.fromEntries(numbers.map((name) => [keyOf(name), u64({ label: name })])),
} as Record<Key, ReturnType<typeof text>>;

const named: ReadonlySet<string> = new Set<string>([...texts, ...numbers, ':status']);
const counted: ReadonlySet<string> = new Set<string>([...numbers, ':status']);

/** The field of a header and its value, where it has one; a number that is none has none. */
export function namedHeader(
  name: string,
  value: string,
): { readonly key: Key; readonly value: string | bigint } | undefined {
  if (!named.has(name)) return undefined;
  if (!counted.has(name)) return { key: keyOf(name), value };
  if (!/^\d{1,18}$/.test(value)) return undefined;
  return { key: keyOf(name), value: BigInt(value) };
}
