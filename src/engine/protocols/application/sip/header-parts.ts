/** What stands inside SIP's headers that name somebody, a hop or a number in a sequence. RFC 3261, sections 20.10 to 20.42. */
import type { Field, FieldDeclaration } from '../../../declare/field';
import { text, u16, u32 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import { sipHeaderKey } from './header-fields';

const address = (key: string, label: string): Record<string, FieldDeclaration> => ({
  [`${key}.display.info`]: text({ label: `SIP ${label} display info` }),
  [`${key}.addr`]: text({ label: `SIP ${label} address` }),
  [`${key}.user`]: text({ label: `SIP ${label} address User Part` }),
  [`${key}.host`]: text({ label: `SIP ${label} address Host Part` }),
  [`${key}.port`]: text({ label: `SIP ${label} address Host Port` }),
  [`${key}.tag`]: text({ label: `SIP ${label} tag` }),
});

export const sipPartFields: Readonly<Record<string, FieldDeclaration>> = {
  ...address('from', 'from'),
  ...address('to', 'to'),
  'contact.uri': text({ label: 'Contact URI' }),
  'contact.user': text({ label: 'Contact URI User Part' }),
  'contact.host': text({ label: 'Contact URI Host Part' }),
  'contact.port': text({ label: 'Contact URI Host Port' }),
  'CSeq.seq': u32({ label: 'Sequence Number' }),
  'CSeq.method': text({ label: 'Method' }),
  'Via.transport': text({ label: 'Transport' }),
  'Via.sent-by.address': text({ label: 'Sent-by Address' }),
  'Via.sent-by.port': u16({ label: 'Sent-by port' }),
  'Via.branch': text({ label: 'Branch' }),
  'Via.received': text({ label: 'Received' }),
  'Via.rport': text({ label: 'RPort' }),
};

type Fields = Readonly<Record<string, Field>>;

/** Shows the parts of a header's value; all of them stand at the value's place, `at` and `length`. */
export function showHeaderParts(
  layer: Layer,
  fields: Fields,
  name: string,
  value: string,
  at: number,
  length: number,
): void {
  const show = (key: string, part: string | undefined): void => {
    if (part !== undefined && part !== '') layer.addComputed(fields[key], part, at, length);
  };
  switch (sipHeaderKey(name)) {
    case 'From':
      showAddress('from', value, show);
      break;
    case 'To':
      showAddress('to', value, show);
      break;
    case 'Contact': {
      const uri = /<([^>]*)>/.exec(value)?.[1] ?? value.split(';', 1)[0];
      show('contact.uri', uri);
      showUri('contact', uri, show);
      break;
    }
    case 'CSeq': {
      const found = /^(\d+)\s+(\S+)/.exec(value);
      if (found === null) break;
      layer.addComputed(fields['CSeq.seq'], Number(found[1]) >>> 0, at, length);
      show('CSeq.method', found[2]);
      break;
    }
    case 'Via': {
      const found = /^SIP\s*\/\s*2\.0\s*\/\s*(\S+)\s+(\[[^\]]*\]|[^\s:;]+)(?::(\d{1,5}))?/i.exec(value);
      show('Via.transport', found?.[1]);
      show('Via.sent-by.address', found?.[2]);
      if (found?.[3] !== undefined)
        layer.addComputed(fields['Via.sent-by.port'], Number(found[3]) & 0xffff, at, length);
      for (const key of ['branch', 'received', 'rport']) show(`Via.${key}`, parameter(value, key));
      break;
    }
    default:
  }
}

type Show = (key: string, part: string | undefined) => void;

/** `"Name" <sip:user@host:port>;tag=x` */
function showAddress(key: string, value: string, show: Show): void {
  const found = /^\s*(.*?)\s*<([^>]*)>/s.exec(value);
  const uri = found?.[2] ?? value.split(';', 1)[0].trim();
  show(`${key}.display.info`, found?.[1]);
  show(`${key}.addr`, uri);
  showUri(key, uri, show);
  show(`${key}.tag`, parameter(value, 'tag'));
}

function showUri(key: string, uri: string, show: Show): void {
  const found = /^[a-z]+:(?:([^@;]*)@)?(\[[^\]]*\]|[^:;?>]+)(?::(\d+))?/i.exec(uri);
  show(`${key}.user`, found?.[1]);
  show(`${key}.host`, found?.[2]);
  show(`${key}.port`, found?.[3]);
}

function parameter(value: string, name: string): string | undefined {
  const behind = value.slice(value.lastIndexOf('>') + 1);
  for (const part of behind.split(';', 100)) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim().toLowerCase() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
