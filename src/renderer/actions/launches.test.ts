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

const { launch, launchedSecrets, loseLaunches, noteLaunchEvents, noteLaunchStatus } = await import('./launches');
const { withEvents } = await import('./sessions');
const { app } = await import('../state/app-state');
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

/** What the sockets process tells of a program that ended at once. */
const ended = {
  state: 'ended',
  pids: [],
  exitCode: 3,
  signal: null,
  secrets: 2,
  displayFilter: '',
  problem: '',
} as const;
const output = { kind: 'output', at: 0, bytes: new Uint8Array(3), text: 'hi\n', length: 3 } as const;

test('what is told of a program before its number is known is not lost', async () => {
  let answerLaunch: (value: unknown) => void = () => undefined;
  const launching = new Promise((resolve) => {
    answerLaunch = resolve;
  });
  answers = { ...answers, launch: launching };
  const launched = launch(program, false);
  await vi.waitFor(() => expect(asked).toContain('launch'));
  noteLaunchEvents({ launch: 7, events: [output] });
  noteLaunchStatus({ launch: 7, status: ended });
  noteLaunchStatus({ launch: 6, status: { ...ended, exitCode: 0 } });
  answerLaunch({ launch: 7, pid: 100 });
  await launched;
  const [known] = sockets.get().launches;
  expect(known.status).toEqual(ended);
  expect(known.events.map(({ kind }) => kind)).toEqual(['step', 'output', 'step']);
});

test('when the process that watches is gone, no program is told to run, and saving asks for no secrets', async () => {
  await launch(program, false);
  noteLaunchStatus({ launch: 1, status: { ...ended, state: 'running', pids: [100] } });
  loseLaunches('It ended.');
  const [lost] = sockets.get().launches;
  expect(lost).toMatchObject({
    number: undefined,
    status: { state: 'failed', pids: [], secrets: 0, problem: 'It ended.' },
  });
  // The process that comes after it counts from one again.
  await launch(program, false);
  noteLaunchStatus({ launch: 1, status: ended });
  expect(sockets.get().launches.map(({ status }) => status?.state)).toEqual(['failed', 'ended']);
  noteLaunchStatus({ launch: 1, status: { ...ended, secrets: 0 } });
  asked.length = 0;
  await expect(launchedSecrets()).rejects.toThrow('secrets are gone');
  expect(asked).toEqual([]);
});

test('the packets of a program are followed, but not over what the user types, and nothing is remembered', async () => {
  answers = { ...answers, startCapture: { kind: 'running' }, view: { view: 1 } };
  const capture = { path: '/capture', view: { filter: '' } };
  app.set({ capture: capture as never, filterText: '' });
  await launch(program, true);
  const running = { ...ended, state: 'running' } as const;
  const { filterHistory } = app.get().settings;
  for (const pids of ['1', '1, 2'])
    noteLaunchStatus({ launch: 1, status: { ...running, displayFilter: `frame.process.pid in {${pids}}` } });
  expect(app.get().filterText).toBe('frame.process.pid in {1, 2}');
  await vi.waitFor(() => expect(asked.filter((name) => name === 'view')).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve));
  expect(app.get().settings.filterHistory).toEqual(filterHistory);
  app.set({ filterText: 'tcp.por' });
  noteLaunchStatus({ launch: 1, status: { ...running, displayFilter: 'frame.process.pid in {1, 2, 3}' } });
  expect(app.get().filterText).toBe('tcp.por');
  app.set({ capture: undefined, filterText: '' });
});

test('of a flood of output the newest is kept', () => {
  const large = { ...output, bytes: new Uint8Array(1024 * 1024) };
  const kept = withEvents(
    { events: [output], dropped: 5 },
    Array.from({ length: 30 }, () => large),
  );
  expect(kept.events).toHaveLength(16);
  expect(kept.dropped).toBe(5 + 1 + 14);
});
