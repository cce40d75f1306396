import { expect, test } from 'vitest';
import { type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(9898, sent)).slice(3);

/** A message: its type and further fields, `|` for the separator, with length and checksum. */
function message(type: string, fields: string): string {
  const body = `35=${type}|${fields}`.replaceAll('|', '\x01');
  const head = `8=FIX.4.2\x019=${body.length}\x01`;
  const sum = [...(head + body)].reduce((total, letter) => total + letter.charCodeAt(0), 0) % 256;
  return `${head}${body}10=${String(sum).padStart(3, '0')}\x01`;
}

test('messages, several in a segment and one in several', () => {
  const order = message('D', '11=ord1|55=IBM|44=12.5|9999=own|');
  const [both, part, rest] = walk(
    ['client', message('A', '98=0|108=30|') + message('0', '')],
    ['client', order.slice(0, 15)],
    ['client', order.slice(15)],
  );
  expect(both.column).toBe('FIX');
  expect(both.info).toBe('Logon, Heartbeat');
  expect(both.values('fix.HeartBtInt')).toEqual(['30']);
  expect(both.values('fix.checksum_good')).toEqual([1, 1]);
  expect(part.column).toBe('TCP');
  expect(rest.info).toBe('NewOrderSingle');
  expect(rest.values('fix.ClOrdID')).toEqual(['ord1']);
  expect(rest.values('fix.field.tag')).toEqual([9999]);
  expect(rest.values('fix.field.value')).toEqual(['own']);
});

test('a checksum that is wrong, a type that is not known, and tags that are none', () => {
  const [wrong, unknown, tags, untyped] = walk(
    ['client', message('5', '').replace(/10=\d+/, '10=999')],
    ['client', message('Zz', '')],
    ['client', '8=FIX.4.2\x019=5\x01x=yz\x0110=000\x01'],
    ['client', '8=FIX.4.2\x019=5\x0149=a\x0110=000\x01'],
  );
  expect(wrong.values('fix.checksum_bad.expert')).toEqual([1]);
  expect(unknown.info).toBe('FIX Message (Zz)');
  expect(tags.values('fix.tag.invalid')).toEqual([1]);
  expect(untyped.values('fix.missing_field')).toEqual([1]);
});

test('what is none is left alone, and so are lengths without end', () => {
  const [none, endless] = walk(['client', '8=FOX.4.2\x019=5\x01'], ['client', `8=FIX.4.2\x019=${'9'.repeat(70)}`]);
  expect(none.protocols).toBe('eth:ethertype:ip:tcp:data');
  expect(endless.values('fix.data')).toHaveLength(1);
});
