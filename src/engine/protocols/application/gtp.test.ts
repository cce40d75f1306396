import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(port: string, message: string): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  return hex(
    `020000000002 020000000001 0800 4500 ${four(length + 28)} 0001 0000 40 11 0000 0a000001 0a000002 ${port} ${port} ${four(length + 8)} 0000 ${message}`,
  );
}

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a010001 0a010002 3039 270f 0009 0000 78';

test('user data is walked, and the column names tunnel and content', () => {
  const [plain, extended] = walkFrames([
    datagram('0868', `30 ff 001d 7e10b568 ${ipv4}`),
    datagram('0868', `34 ff 0025 7e10b568 0000 00 85 01 0010 00 ${ipv4}`),
  ]);
  for (const frame of [plain, extended]) {
    expect(frame.protocols).toBe('eth:ethertype:ip:udp:gtp:ip:udp:data');
    expect(frame.column).toBe('GTP <UDP>');
  }
  expect(plain.values('gtp.teid')).toEqual([0x7e10b568]);
  expect(extended.values('gtp.ext_hdr.next')).toEqual([0x85, 0]);
});

test('control messages keep their column when they carry PPP', () => {
  const [frame] = walkFrames([
    datagram('084b', '32 11 0013 00000001 0001 00 00 84 000c 80 8021 08 02 01 0008 03 02 0000'),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:gtp:ipcp');
  expect(frame.column).toBe('GTP');
  expect(frame.info).toBe('Create PDP context response');
});

test('an extension header without length is malformed', () => {
  expect(walkFrames([datagram('0868', '34 ff 0008 00000001 0000 00 85 00 00 00 00')])[0].malformed).toBe(true);
});

test('another version, or a type that there is not, is data on the same ports', () => {
  for (const port of ['0868', '0d3a']) {
    const [unknownVersion, unknownType, known] = walkFrames([
      datagram(port, '7e01 0000 00000000'),
      datagram(port, '3000 0000 00000000'),
      datagram(port, '3201 0004 00000000 00010000'),
    ]);
    expect(unknownVersion.protocols).toBe('eth:ethertype:ip:udp:data');
    expect(unknownType.protocols).toBe('eth:ethertype:ip:udp:data');
    expect(known.protocols).toMatch(/:udp:gtp(prime)?$/);
  }
});
