import { beforeEach, expect, test, vi } from 'vitest';

const asked: string[] = [];
/** What the processes answer, by the name of the call. */
let answers: Readonly<Record<string, unknown>> = {};

const answer = (name: string): Promise<unknown> => {
  asked.push(name);
  return Promise.resolve(answers[name]);
};
vi.mock('../bridge/main-client', () => ({ askMain: answer, onMain: () => undefined }));
vi.mock('../bridge/sockets-client', () => ({ askSockets: answer }));
vi.mock('../bridge/engine-client', () => ({ askEngine: answer }));

const { launch } = await import('./launches');
const { watchConsole } = await import('./wire');
const { sockets } = await import('../state/sockets');

const loopback = {
  name: 'lo',
  loopback: true,
  kind: 'any',
  running: true,
  up: true,
  capturability: { possible: true },
};
const program = { command: 'curl', arguments: [], environment: {} };
const end = { reason: 'failed', message: 'no', remedies: [] };

beforeEach(() => {
  asked.length = 0;
  sockets.set({ launches: [], consoles: [] });
  answers = { prepareLaunch: { token: 'one' }, interfaces: [loopback], launch: { launch: 1, pid: 100 } };
});

test.each([
  [{ kind: 'running' }, 1],
  [{ kind: 'declined' }, 0],
  [{ kind: 'failed', end }, 0],
])('a program that is to be captured starts when the capture runs, not otherwise: %j', async (startCapture, count) => {
  answers = { ...answers, startCapture };
  await launch(program, true);
  expect(asked.filter((name) => name === 'launch')).toHaveLength(count);
  expect(sockets.get().launches).toHaveLength(count);
});

test('a console that is to be watched is not opened when the user keeps the capture before', async () => {
  const request = { role: 'server', transport: 'tcp', address: '127.0.0.1', port: 0, echo: false } as const;
  const plan = { request, captureFilter: 'tcp', displayFilter: 'tcp' };
  answers = { ...answers, planConsole: plan, startCapture: { kind: 'declined' } };
  await watchConsole({ ...request, groups: [], broadcast: false, tls: { serverName: '', alpn: [] } });
  expect(sockets.get().consoles).toEqual([]);
});
