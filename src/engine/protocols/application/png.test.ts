import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (type: string, digits: string) => {
  const body = String.fromCharCode(...hex(digits));
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return walkFrames(tcpFrames(80, [['server', head + body]])).at(-1)!;
};

test('the chunks of a PNG', () => {
  const header = '0000000d 49484452 00000010 00000008 08 06 00 00 00 12345678';
  const frame = walk('image/png', `89504e470d0a1a0a ${header} 00000000 49454e44 ae426082`);
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:png');
  expect(frame.info).toBe('HTTP/1.1 200 OK  (PNG)');
  expect(frame.values('png.ihdr.width')).toEqual([16]);
  expect(frame.values('png.chunk.type')).toEqual(['IHDR', 'IEND']);
});

test('the screen of a GIF', () => {
  const frame = walk('image/gif', '474946383961 0a00 0500 80 00 00 000000ffffff 3b');
  expect(frame.info).toContain('(GIF89a)');
  expect(frame.values('image-gif.screen.width')).toEqual([10]);
  expect(frame.values('image-gif.global.color_map')).toHaveLength(1);
});

test('the segments of a JPEG', () => {
  const frame = walk(
    'image/jpeg',
    'ffd8 ffe0 0010 4a46494600 0102 01 0048 0048 0000 ffc0 000b 08 0020 0040 01 011100 ffda 0002 1234 ffd9',
  );
  expect(frame.values('image-jfif.identifier')).toEqual(['JFIF']);
  expect(frame.values('image-jfif.sof.samples_per_line')).toEqual([64]);
  expect(frame.values('image-jfif.entropy_coded_segment')).toHaveLength(1);
});

test('what an image is stands in its first bytes, whatever the header says', () => {
  const image = `89504e470d0a1a0a 0000000d 49484452 00000001 00000001 08 02 00 00 00 907753de`;
  for (const type of ['image/x-icon', 'image/jpeg', 'image/gif'])
    expect(walk(type, image).protocols).toBe('eth:ethertype:ip:tcp:http:png');
  const other = walk('image/jpeg', '52494646 24000000 57454250 56503820');
  expect(other.protocols).toBe('eth:ethertype:ip:tcp:http:media');
  expect(other.malformed).toBe(false);
  expect(walk('image/x-icon', '474946383961 0100').protocols).toBe('eth:ethertype:ip:tcp:http:media');
  expect(walk('image/svg+xml', hexOf('<svg/>')).protocols).toBe('eth:ethertype:ip:tcp:http:xml');
});

const hexOf = (text: string): string => [...text].map((letter) => letter.charCodeAt(0).toString(16)).join('');
