import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a start has no body', () => {
  const [frame] = walkFrames([hex('0180c2000003 020000000002 888e 02 01 0000')]);
  expect(frame.protocols).toBe('eth:ethertype:eapol');
  expect(frame.info).toBe('Start');
});

test('the first message of the handshake', () => {
  const [frame] = walkFrames([hex(`020000000001 020000000002 888e 02 03 005f 02 008a 0010 ${'00'.repeat(90)}`)]);
  expect(frame.info).toBe('Key (Message 1 of 4)');
  expect(frame.values('eapol.keydes.key_len')).toEqual([16]);
});

test('messages of the handshake are told apart by what they ask and carry', () => {
  const key = (information: string, data = '') => {
    const body = `02 ${information} 0010 0000000000000007 ${'a1'.repeat(32)} ${'00'.repeat(32)} ${'c3'.repeat(16)} ${hex(data).length.toString(16).padStart(4, '0')} ${data}`;
    const length = hex(body).length.toString(16).padStart(4, '0');
    return walkFrames([hex(`020000000001 020000000002 888e 01 03 ${length} ${body}`)])[0];
  };
  const second = key('030a', '30140100');
  expect(second.info).toBe('Key (Message 2 of 4)');
  expect(second.values('wlan_rsna_eapol.keydes.msgnr')).toEqual([2]);
  expect(second.values('wlan_rsna_eapol.keydes.nonce')).toEqual([hex('a1'.repeat(32))]);
  expect(second.values('wlan_rsna_eapol.keydes.mic')).toEqual([hex('c3'.repeat(16))]);
  expect(second.values('wlan_rsna_eapol.keydes.data')).toEqual([hex('30140100')]);
  expect(second.values('wlan_rsna_eapol.keydes.key_info.secure')).toEqual([1]);
  expect(key('030a').info).toBe('Key (Message 4 of 4)');
  expect(key('00ca').info).toBe('Key (Message 3 of 4)');
  expect(key('1382', '00').info).toBe('Key (Group Message 1 of 2)');
});
