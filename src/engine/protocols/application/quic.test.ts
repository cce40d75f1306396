import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { hkdfExpandLabel, hkdfExtract } from '../../bytes/sha256';
import { hex, quotedByIcmp, udpFrame, walkFrames } from '../../decode/testing';

const salt = hex('38762cf7f55934b34d179ae6a4c80cadccbb7f0a');
const connectionId = '0102030405060708';

/** An Initial packet of a client: frames sealed with the keys of its connection ID. */
function initial(
  packetNumber: number,
  frames: Uint8Array,
  id = connectionId,
  version = '00000001',
  versionSalt = salt,
): Uint8Array {
  const secret = hkdfExpandLabel(hkdfExtract(versionSalt, hex(id)), 'client in', 32);
  const nonce = hkdfExpandLabel(secret, 'quic iv', 12);
  nonce[11] ^= packetNumber;
  const length = (0x4000 | (frames.length + 17)).toString(16);
  const header = hex(`c0 ${version} 08 ${id} 00 00 ${length} ${packetNumber.toString(16).padStart(2, '0')}`);
  const sealer = createCipheriv('aes-128-gcm', hkdfExpandLabel(secret, 'quic key', 16), nonce);
  sealer.setAAD(header);
  const sealed = Buffer.concat([sealer.update(frames), sealer.final(), sealer.getAuthTag()]);
  const mask = createCipheriv('aes-128-ecb', hkdfExpandLabel(secret, 'quic hp', 16), null).update(
    sealed.subarray(3, 19),
  );
  header[0] ^= mask[0] & 0x0f;
  header[header.length - 1] ^= mask[1];
  return Uint8Array.from([...header, ...sealed]);
}

const name = 'example.org';
const hello = (() => {
  const nameBytes = [...name].map((character) => character.charCodeAt(0).toString(16)).join('');
  const body = `0303 ${'22'.repeat(32)} 00 0002 1301 0100 0014 0000 0010 000e 00 000b ${nameBytes}`;
  return hex(`01 ${hex(body).length.toString(16).padStart(6, '0')} ${body}`);
})();
const crypto = (offset: number, bytes: Uint8Array) => [6, 0x40, offset, 0x40, bytes.length, ...bytes];
const padded = (...frames: readonly number[][]) => {
  const bytes = frames.flat();
  return Uint8Array.from([...bytes, ...new Array(Math.max(0, 200 - bytes.length)).fill(0)]);
};
const walk = (...packets: readonly Uint8Array[]) => walkFrames(packets.map((packet) => udpFrame(40000, 443, packet)));

test('an Initial packet is opened, and its handshake shown', () => {
  const [frame] = walk(initial(3, padded([1], crypto(0, hello))));
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:quic:tls');
  expect(frame.column).toBe('QUIC');
  expect(frame.info).toBe(`Initial, DCID=${connectionId}, PKN: 3, PING, CRYPTO, PADDING`);
  expect(frame.values('tls.handshake.extensions_server_name')).toEqual([name]);
  expect(frame.values('quic.packet_number')).toEqual([3n]);
  expect(frame.values('quic.frame_type')).toEqual([1n, 6n, 0n]);
});

test('CRYPTO frames in any order, in one packet and over two', () => {
  const [scrambled] = walk(initial(0, padded(crypto(30, hello.subarray(30)), crypto(0, hello.subarray(0, 30)))));
  expect(scrambled.values('tls.handshake.extensions_server_name')).toEqual([name]);
  const [second, first] = walk(
    initial(1, padded(crypto(30, hello.subarray(30)))),
    initial(0, padded(crypto(0, hello.subarray(0, 30)))),
  );
  expect(second.protocols).toBe('eth:ethertype:ip:udp:quic');
  expect(first.values('tls.handshake.extensions_server_name')).toEqual([name]);
});

test('a packet with a wrong seal is shown closed', () => {
  const packet = initial(0, padded(crypto(0, hello)));
  packet[60] ^= 1;
  const [frame] = walk(packet);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:quic');
  expect(frame.values('quic.decryption_failed')).toEqual([1]);
});

test('short headers carry the connection ID that was chosen, coalesced packets are walked', () => {
  const handshake = hex(`e0 00000001 08 ${connectionId} 00 05 0102030405`);
  const frames = walk(
    Uint8Array.from([...initial(0, padded(crypto(0, hello))), ...handshake]),
    hex(`40 ${connectionId} 00112233445566778899`),
  );
  expect(frames[0].info).toBe(`Handshake, DCID=${connectionId}`);
  expect(frames[1].info).toBe(`Protected Payload (KP0), DCID=${connectionId}`);
});

test('version negotiation lists versions', () => {
  const frames = walk(initial(0, padded(crypto(0, hello))), hex(`80 00000000 00 08 ${connectionId} 00000001 6b3343cf`));
  expect(frames[1].info).toBe(`Version Negotiation, SCID=${connectionId}`);
  expect(frames[1].values('quic.supported_version')).toEqual([1, 0x6b3343cf]);
});

test('after a Retry the keys come from the connection ID that the server chose', () => {
  const chosen = '1112131415161718';
  const retry = hex(`f0 00000001 00 08 ${chosen} aabb ${'00'.repeat(16)}`);
  const frames = walkFrames([
    udpFrame(40000, 443, initial(0, padded(crypto(0, hello)))),
    udpFrame(443, 40000, retry, false),
    udpFrame(40000, 443, initial(1, padded(crypto(0, hello)), chosen)),
  ]);
  expect(frames[1].info).toBe(`Retry, SCID=${chosen}`);
  for (const sent of [frames[0], frames[2]])
    expect(sent.values('tls.handshake.extensions_server_name')).toEqual([name]);
});

test('a Retry behind a packet of the server changes nothing', () => {
  const [chosen, forged] = ['1112131415161718', '2122232425262728'];
  const longHeader = (first: string, id: string, rest: string) => hex(`${first} 00000001 00 08 ${id} ${rest}`);
  const frames = walkFrames([
    udpFrame(40000, 443, initial(0, padded(crypto(0, hello.subarray(0, 30))))),
    udpFrame(443, 40000, longHeader('e0', chosen, '05 0102030405'), false),
    udpFrame(443, 40000, longHeader('f0', forged, `aabb ${'00'.repeat(16)}`), false),
    udpFrame(40000, 443, initial(1, padded(crypto(30, hello.subarray(30))))),
  ]);
  expect(frames[3].values('tls.handshake.extensions_server_name')).toEqual([name]);
});

test('neither a long connection ID nor one that is cut off is taken for QUIC', () => {
  for (const start of ['c0 00000001 00 15', 'c0 00000001 08 0102030405060708'])
    expect(walk(hex(`${start} ${start.includes('15') ? '00'.repeat(40) : ''}`))[0].protocols).toBe(
      'eth:ethertype:ip:udp:data',
    );
});

test('what an ICMP error quotes changes nothing of the connection', () => {
  const packet = (number: number, from: number, to?: number) =>
    udpFrame(40000, 443, initial(number, padded(crypto(from, hello.subarray(from, to)))));
  const [, quote, second] = walkFrames([packet(0, 0, 30), quotedByIcmp(packet(1, 30)), packet(1, 30)]);
  expect(quote.protocols).toBe('eth:ethertype:ip:icmp:ip:udp:quic');
  expect(second.values('tls.handshake.extensions_server_name')).toEqual([name]);
});

test('drafts and vendors have keys of their own', () => {
  const open = (version: string, versionSalt: string, frames: Uint8Array) =>
    walk(initial(3, frames, connectionId, version, hex(versionSalt)))[0];
  const sealed = padded(crypto(0, hello));
  const draft22 = open('faceb001', '7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a', sealed);
  expect(draft22.values('tls.handshake.extensions_server_name')).toEqual([name]);
  const google = padded([0x40, 1, 0, 0, 1, 0], [8, ...crypto(0, hello).slice(1)]);
  const tls = open('54303531', '7a4edef4e7ccee5fa4506c19124fc8ccda6e033d', google);
  expect(tls.values('tls.handshake.extensions_server_name')).toEqual([name]);
  expect(tls.info).toBe(`Initial, DCID=${connectionId}, PKN: 3, CRYPTO`);
  const chlo = hex('43484c4f 0100 0000 534e4900 0b000000 6578616d706c652e6f7267');
  const own = open('51303530', '504574efd066fe2f9d945cfcdbd3a7f0d3b56b45', padded([8, ...crypto(0, chlo).slice(1)]));
  expect(own.info).toBe('Client Hello');
  expect(own.values('gquic.tag.sni')).toEqual([name]);
  expect(own.protocols).toBe('eth:ethertype:ip:udp:quic');
});

test('a packet that an ICMP error quotes in part is none that lies', () => {
  const frame = udpFrame(40000, 443, initial(3, padded(crypto(0, hello))));
  const [error] = walkFrames([quotedByIcmp(frame.subarray(0, 100))]);
  expect(error.protocols).toMatch(/:quic$/);
  expect(error.malformed).toBe(false);
});
