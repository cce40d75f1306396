import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const message = (type: string, content: string) => {
  const length = (19 + hex(content).length).toString(16).padStart(4, '0');
  return `${'ff'.repeat(16)} ${length} ${type} ${content}`;
};
const walk = (...sent: readonly string[]) =>
  walkFrames(
    tcpFrames(
      179,
      sent.map((digits): Sent => ['client', hex(digits)]),
    ),
  ).slice(3);

test('OPEN with capabilities, KEEPALIVE behind it', () => {
  const open = message('01', '04 fde9 00b4 0a040a64 0e 02 0c 0104 0002 0001 4104 0001 0000');
  const [frame] = walk(`${open} ${message('04', '')}`);
  expect(frame.column).toBe('BGP');
  expect(frame.info).toBe('OPEN Message, KEEPALIVE Message');
  expect(frame.values('bgp.open.myas')).toEqual([65001]);
  expect(frame.values('bgp.cap.type')).toEqual([1, 65]);
  expect(frame.values('bgp.cap.4as')).toEqual([65536]);
});

test('UPDATE shows attributes and networks', () => {
  const attributes = '400101 00 4002 06 0202 fde8 fde9 400304 0a000001 c00804 fde8 0064';
  const length = hex(attributes).length.toString(16).padStart(4, '0');
  const [frame] = walk(message('02', `0003 10 0a01 ${length} ${attributes} 18 0a0203`));
  expect(frame.values('bgp.withdrawn_prefix')).toEqual([0x0a010000]);
  expect(frame.values('bgp.update.path_attribute.as_path_segment.as2')).toEqual([65000, 65001]);
  expect(frame.values('bgp.nlri_prefix')).toEqual([0x0a020300]);
  expect(frame.text).toContain('NLRI prefix: 10.2.3.0/24');
  expect(frame.malformed).toBe(false);
});

test('a message over two segments, and one whose attributes lie', () => {
  const whole = message('03', '06 02');
  const [first, second] = walk(whole.slice(0, 40), whole.slice(40));
  expect(first.column).toBe('TCP');
  expect(second.values('bgp.notify.minor_error_cease')).toEqual([2]);
  expect(walk(message('02', '0000 00ff 40'))[0].malformed).toBe(true);
});

test('a damaged message does not take those behind it along, in any pass', () => {
  const [frame] = walk(`${message('04', '')} ${message('02', '0005')} ${message('03', '06 02')}`);
  expect(frame.info).toBe('KEEPALIVE Message, UPDATE Message[Malformed Packet], NOTIFICATION Message');
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:bgp');
  expect([frame.malformed, frame.learned.malformed]).toEqual([true, true]);
});

test('messages are looked for behind what is none', () => {
  const [frame] = walk(`00 01 02 ${message('04', '')} ${'ee'.repeat(16)} 0013 2d`);
  expect(frame.info).toBe('KEEPALIVE Message, Unknown message type (0x2d)');
  expect(frame.values('bgp.marker_invalid')).toHaveLength(1);
  expect(frame.malformed).toBe(true);
  expect(walk('00 01 02')[0].info).toBe('Continuation');
});
