import { expect, test } from 'vitest';
import { psmlPacket } from './psml-document';

test('captured text stays text in PSML', () => {
  expect(psmlPacket(['</section>', '"a" & \'b\'', '\x1b[2J\u202e'])).toBe(
    [
      '<packet>',
      '<section>&lt;/section&gt;</section>',
      '<section>&quot;a&quot; &amp; &#x27;b&#x27;</section>',
      '<section>\\x1b[2J\\u202e</section>',
      '</packet>\n\n',
    ].join('\n'),
  );
});
