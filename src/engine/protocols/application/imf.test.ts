import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('folded headers are one, unknown ones keep their names', () => {
  const mail = 'From: a\r\nSubject: b\r\n c\r\nX-Own: d\r\n\r\ntext\r\n.\r\n';
  const frames = walkFrames(
    tcpFrames(25, [
      ['client', 'DATA\r\n'],
      ['client', mail],
    ]),
  );
  const frame = frames.at(-1)!;
  expect(frame.info).toBe('from: a, subject: b\\r\\n c, ');
  expect(frame.values('imf.extension.type')).toEqual(['x-own']);
  expect(frame.values('imf.message_text')).toHaveLength(1);
});
