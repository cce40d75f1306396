import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('the packet follows context of fixed or variable length', () => {
  const [fixed, variable, short] = walkFrames([
    hex(`020000000002 020000000001 894f 0fc6 01 01 000045 ff ${'00'.repeat(16)} ${ipv4}`),
    hex(`020000000002 020000000001 894f 0fc4 02 01 000045 ff 0001 02 03 616263 00 ${ipv4}`),
    hex('020000000002 020000000001 894f 0fc1 02 01 000045 ff'),
  ]);
  expect(fixed.protocols).toBe('eth:ethertype:nsh:ip:udp:data');
  expect(fixed.values('nsh.spi')).toEqual([0x45]);
  expect(variable.protocols).toBe('eth:ethertype:nsh:ip:udp:data');
  expect(variable.values('nsh.metadata')).toEqual([hex('616263')]);
  expect(short.malformed).toBe(true);
});
