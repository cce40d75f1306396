import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const header = '01005e0000fb 020000000001 0800';
const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  return hex(
    `${header} 4500 ${four(length + 28)} 0001 0000 ff 11 0000 0a000001 e00000fb 14e9 14e9 ${four(length + 8)} 0000 ${message}`,
  );
}

test('the top bit of the class means a unicast question or a flushed cache', () => {
  const name = '05 686f757365 05 6c6f63616c 00';
  const [ask, tell] = walkFrames([
    datagram(`0000 0000 0001 0000 0000 0000 ${name} 0001 8001`),
    datagram(`0000 8400 0000 0001 0000 0000 ${name} 0001 8001 00000078 0004 0a000001`),
  ]);
  expect(ask.protocols).toBe('eth:ethertype:ip:udp:mdns');
  expect(ask.column).toBe('MDNS');
  expect(ask.info).toBe('Standard query 0x0000 A house.local, "QU" question');
  expect(ask.values('dns.qry.qu')).toEqual([1]);
  expect(ask.values('dns.qry.class')).toEqual([1]);
  expect(tell.info).toBe('Standard query response 0x0000 A, cache flush 10.0.0.1');
  expect(tell.values('dns.resp.cache_flush')).toEqual([1]);
  expect(tell.values('dns.response_to')).toEqual([1]);
});
