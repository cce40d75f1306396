/** The sockets of this machine, and a console that uses one by hand. */
import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import { choose, statusSays } from './person';

/** A server on this machine that answers each line in capitals. */
async function withServer(work: (port: number) => Promise<void>): Promise<void> {
  const server: Server = createServer((socket) => {
    socket.on('data', (bytes) => socket.write(`${bytes.toString().toUpperCase()}\u001b]0;owned\u0007`));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as { port: number }).port);
  } finally {
    server.close();
  }
}

test('a listener of a known program is in the table, and a console talks to it', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await choose(page, 'Tools', 'Sockets');
      const table = page.getByRole('grid', { name: 'Sockets' });
      await page.getByRole('searchbox', { name: 'Search sockets' }).fill(`127.0.0.1:${port}`);
      const listener = table.getByRole('row').filter({ hasText: 'Listening' });
      await listener.filter({ hasText: `· ${process.pid}` }).click();

      await page.getByRole('button', { name: 'Connect to it' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
      const log = page.getByRole('log', { name: 'What happened' });
      await page.getByRole('button', { name: 'End sending' }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('hello');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await log.getByText(/^HELLO/).waitFor();
      // What tried to drive the terminal is shown as what it is.
      await log.getByText(/owned/).waitFor();
      await expect(page.title()).resolves.not.toContain('owned');

      await table.getByRole('row').filter({ hasText: 'Established' }).first().waitFor();
      await page.getByText('Close', { exact: true }).click();
      await page.getByRole('button', { name: 'Open again' }).waitFor();
      expect(sockeye.complaints).toEqual([]);
    } finally {
      await sockeye.close();
    }
  });
});

test('a console says why nobody answers', async () => {
  let free = 0;
  await withServer(async (port) => {
    free = port;
  });
  const sockeye = await launchSockeye();
  const { page } = sockeye;
  try {
    await choose(page, 'Tools', 'New Socket Console…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Port' }).fill(String(free));
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('log', { name: 'What happened' }).getByText('ECONNREFUSED').waitFor();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
  } finally {
    await sockeye.close();
  }
});

const mayCapture = process.getuid?.() === 0;

test.skipIf(!mayCapture)('a console is watched on the wire from its first packet on (needs root)', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await choose(page, 'Tools', 'New Socket Console…');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
      await dialog.getByRole('checkbox', { name: /^Watch on the wire/ }).check();
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await page.getByRole('log', { name: 'What happened' }).waitFor();
      // The handshake's three packets, and nothing else that goes over the loopback interface.
      await statusSays(page, /Packets: 3 /);
      await page.getByRole('tab', { name: /TCP stream 0/i }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('on the wire');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page
        .getByRole('log', { name: 'What happened' })
        .getByText(/^ON THE WIRE/)
        .waitFor();
      await statusSays(page, /Packets: [67] /);
    } finally {
      await abandon(sockeye);
    }
  });
});

test.skipIf(!mayCapture)('a socket leads to its packets, and a packet to its socket (needs root)', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await choose(page, 'Tools', 'New Socket Console…');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
      await dialog.getByRole('checkbox', { name: /^Watch on the wire/ }).check();
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await statusSays(page, /Packets: 3 /);

      await choose(page, 'Tools', 'Sockets');
      const search = page.getByRole('searchbox', { name: 'Search sockets' });
      await search.fill(`:${port}`);
      const ends = page.getByRole('grid', { name: 'Sockets' }).getByRole('row').filter({ hasText: 'Established' });
      // What the capture has seen of the socket, both ways.
      await ends.first().getByText(/\d B$/).first().waitFor();
      await ends.first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Show its packets' }).click();
      const packets = page.getByRole('grid', { name: 'Packet list' });
      await packets.getByText(String(port)).first().click();
      await expect(page.getByRole('textbox', { name: 'Display filter' }).textContent()).resolves.toContain(
        String(port),
      );
      await statusSays(page, /Displayed: 3 /);

      await choose(page, 'Tools', 'Show Socket of Packet');
      await expect.poll(() => search.inputValue()).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}`));
      await ends.first().waitFor();
    } finally {
      await abandon(sockeye);
    }
  });
});

test('grouped by process, each group has a menu of its own, and the keys walk over it', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await choose(page, 'Tools', 'Sockets');
      await page.getByRole('searchbox', { name: 'Search sockets' }).fill(`127.0.0.1:${port}`);
      await page.getByRole('button', { name: 'By process' }).click();
      const table = page.getByRole('grid', { name: 'Sockets' });
      const rows = table.getByRole('row').filter({ hasText: `· ${process.pid}` });
      await expect.poll(() => rows.count()).toBe(2);
      await rows.first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Show its program’s packets' }).waitFor();
      await page.getByRole('menuitem', { name: 'Prepare as Filter' }).waitFor();
      await page.keyboard.press('Escape');
      await table.focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => rows.nth(1).getAttribute('aria-selected')).toBe('true');
    } finally {
      await sockeye.close();
    }
  });
});

test('a program that is watched no longer says so, when the process that watches it was killed', async () => {
  const sockeye = await launchSockeye();
  const { page, application } = sockeye;
  try {
    await answerQuestions(sockeye, 1);
    const start = async (script: string): Promise<void> => {
      await choose(page, 'Tools', 'Start a Program…');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Program' }).fill(process.execPath);
      await dialog.getByRole('textbox', { name: 'Arguments' }).fill(`-e "${script}"`);
      await dialog.getByRole('checkbox', { name: /^Capture/ }).uncheck();
      await dialog.getByRole('button', { name: 'Start' }).click();
    };
    await start("console.log('first words'); setTimeout(() => {}, 6000)");
    const log = page.getByRole('log', { name: 'What it wrote' });
    await log.getByText('first words').waitFor();
    await page.getByText('Running').waitFor();
    await application.evaluate(({ app }) => {
      const watching = app.getAppMetrics().find(({ name }) => name === 'Sockeye sockets');
      if (watching) process.kill(watching.pid, 'SIGKILL');
    });
    await page.getByText('Failed').waitFor();
    await log.getByText(/ended unexpectedly/).waitFor();
    // The next one is watched by a process of its own, which counts from one again.
    await start("console.log('other words')");
    await log.getByText('other words').waitFor();
    await log.getByText('Ended with code 0').waitFor();
    expect(sockeye.complaints).toEqual([]);
  } finally {
    await sockeye.close();
  }
});

test.skipIf(!mayCapture)('nothing is started when the user keeps the capture before it (needs root)', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await choose(page, 'Tools', 'New Socket Console…');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
      await dialog.getByRole('checkbox', { name: /^Watch on the wire/ }).check();
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await statusSays(page, /Packets: 3 /);

      // The questions: whether to start the program, and whether to lose what was captured. Start, and Cancel.
      await answerQuestions(sockeye, 1, 2);
      await choose(page, 'Tools', 'Start a Program…');
      await dialog.getByRole('textbox', { name: 'Program' }).fill(process.execPath);
      await dialog.getByRole('textbox', { name: 'Arguments' }).fill('-e "console.log(1)"');
      await dialog.getByRole('button', { name: 'Start' }).click();
      await expect.poll(() => questionsAsked(sockeye)).toBe(2);
      await page.waitForTimeout(500);
      await expect(page.getByRole('log', { name: 'What it wrote' }).count()).resolves.toBe(0);
      await statusSays(page, /Packets: 3 /);
    } finally {
      await abandon(sockeye);
    }
  });
});

test.skipIf(!mayCapture)('a program is started, and its packets shown (needs root)', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await answerQuestions(sockeye, 1);
      await choose(page, 'Tools', 'Start a Program…');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Program' }).fill(process.execPath);
      const script = `const s = require('net').connect(${port}, '127.0.0.1', () => s.write('from the program'));
        s.on('data', (d) => console.log(String(d))); setTimeout(() => process.exit(3), 3000);`;
      await dialog.getByRole('textbox', { name: 'Arguments' }).fill(`-e "${script.replaceAll('\n', ' ')}"`);
      await dialog.getByRole('button', { name: 'Start' }).click();
      const log = page.getByRole('log', { name: 'What it wrote' });
      await log.getByText(/FROM THE PROGRAM/).waitFor();
      await log.getByText('Ended with code 3').waitFor();
      await page.getByRole('button', { name: 'Show its packets' }).click();
      await page.getByRole('grid', { name: 'Packet list' }).getByText(String(port)).first().waitFor();
    } finally {
      await abandon(sockeye);
    }
  });
});

/** Answers what the main process asks with these buttons, one after the other; the last one holds for all that follow. */
async function answerQuestions({ application }: Sockeye, ...buttons: number[]): Promise<void> {
  await application.evaluate(({ dialog }, answers) => {
    let asked = 0;
    dialog.showMessageBox = () => {
      const response = answers[Math.min(asked, answers.length - 1)];
      asked++;
      Object.assign(globalThis, { asked });
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, buttons);
}

function questionsAsked({ application }: Sockeye): Promise<number> {
  return application.evaluate(() => (globalThis as { asked?: number }).asked ?? 0);
}

/** Closes the window without keeping what it captured. */
async function abandon(sockeye: Sockeye): Promise<void> {
  await sockeye.application.evaluate(({ dialog }) => {
    const discard = { response: 1, checkboxChecked: false };
    dialog.showMessageBox = () => Promise.resolve(discard);
    dialog.showMessageBoxSync = () => discard.response;
  });
  await sockeye.close();
}
