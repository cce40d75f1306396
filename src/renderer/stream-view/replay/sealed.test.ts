import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SealedScreen } from './sealed';

const passed = (text: string): string =>
  Buffer.from(new SealedScreen().pass(Buffer.from(text, 'latin1'))).toString('latin1');

test('text, colours and movements pass', () => {
  const harmless = 'login: \r\n\x1b[1;31mred\x1b[0m\x1b[2J\x1b[10;20H\x1b[?25l\x1b(0qqq\x1b(B\x1b7\x1b8';
  expect(passed(harmless)).toBe(harmless);
});

test.each([
  ['a title', '\x1b]0;owned\x07'],
  ['a link', '\x1b]8;;http://example.com\x1b\\'],
  ['the clipboard', '\x1b]52;c;b3duZWQ=\x07'],
  ['a colour table', '\x1b]4;1;#fff\x07'],
  ['a device control string', '\x1bP$q"p\x1b\\'],
  ['a privacy message', '\x1b^x\x1b\\'],
  ['an application command', '\x1b_x\x1b\\'],
  ['a window command', '\x1b[8;1;1t'],
  ['a status report', '\x1b[6n'],
  ['what answers who it is', '\x1b[c\x1b[>c\x1b[=c\x1bZ'],
  ['the bell', '\x07'],
  ['the mouse', '\x1b[?1000h\x1b[?1006h'],
  ['pasting in brackets', '\x1b[?2004h'],
  ['the printer', '\x1b[5i\x1b[?4i'],
  ['a reset', '\x1bc'],
  ['repeating without end', '\x1b[999999999b'],
  ['Telnet’s own commands', '\xff\xfd\x18\xff\xfa\x18\x01\xff\xf0\xff\xf9'],
])('%s does not', (_name, text) => {
  expect(passed(`a${text}b`)).toBe('ab');
});

test('of several modes only the harmless pass, and parameters are bounded', () => {
  expect(passed('\x1b[?25;1000;7h')).toBe('\x1b[?25;7h');
  expect(passed('\x1b[999999999@')).toBe('\x1b[9999@');
});

test('a sequence may come in pieces', () => {
  const screen = new SealedScreen();
  const pieces = ['\x1b', ']0;ow', 'ned', '\x07ok\x1b[3', '1m'].map((piece) =>
    Buffer.from(screen.pass(Buffer.from(piece, 'latin1'))).toString('latin1'),
  );
  expect(pieces.join('')).toBe('ok\x1b[31m');
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences that may pass
const harmlessSequence = /\x1b(?:\[[\d;:]*[@A-MPSTXZ`adefmrsu]|\[\?[\d;]+[hl]|\[4[hl]|[()][AB012]|[78DEHM=>])/g;

test('nothing else begins with an escape, whatever comes', () => {
  const nasty = fc.array(fc.oneof(fc.constantFrom(0x1b, 0x5b, 0x5d, 0x50, 0x07, 0x3b, 0x3f, 0x9b, 0xff), fc.nat(255)));
  fc.assert(
    fc.property(nasty, (bytes) => {
      const text = Buffer.from(new SealedScreen().pass(Uint8Array.from(bytes))).toString('latin1');
      const rest = text.replaceAll(harmlessSequence, '');
      expect(rest).not.toContain('\x1b');
    }),
  );
});
