/** The window opens, shows the capture it was given, and keeps its page locked in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';

let sockeye: Sockeye;

beforeAll(async () => {
  sockeye = await launchSockeye({ files: ['resources/sample.pcapng'] });
});

afterAll(() => sockeye?.close());

describe('the window', () => {
  it('opens with the capture that its command line names', async () => {
    await sockeye.page.waitForFunction(() => document.title.includes('sample.pcapng'));
    await sockeye.page.getByRole('status').getByText('Packets: 393').waitFor();
    const packets = sockeye.page.getByRole('grid', { name: 'Packet list' });
    expect(await packets.getAttribute('aria-rowcount')).toMatch(/^39[34]$/);
  });

  it('gives its page no Node and no way to load code', async () => {
    const reach = await sockeye.page.evaluate(() => [
      typeof globalThis.require,
      typeof globalThis.process,
      typeof Buffer,
    ]);
    expect(reach).toEqual(['undefined', 'undefined', 'undefined']);
    // The page's policy refuses text as code; Playwright's own evaluate is not bound by it.
    const refused = await sockeye.page.evaluate(
      () =>
        new Promise((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), {
            once: true,
          });
          const script = document.createElement('script');
          script.textContent = 'globalThis.wasRun = true';
          document.body.append(script);
        }),
    );
    expect(refused).toMatch(/^script-src/);
    expect(await sockeye.page.evaluate(() => 'wasRun' in globalThis)).toBe(false);
  });
});

describe('the console', () => {
  it('is free of errors but for the one provoked', () => {
    expect(sockeye.complaints.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
  });
});
