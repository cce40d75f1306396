import { beforeEach, expect, test, vi } from 'vitest';

const asked: { readonly name: string; readonly argument: unknown }[] = [];
let known = true;

const answers: Readonly<Record<string, () => unknown>> = {
  chooseTarget: () => ({ token: 'place', name: 'kept.pcapng' }),
  currentTarget: () => ({ token: 'own', name: 'own.pcapng' }),
  hasOwners: () => known,
  save: () => ({ kind: 'done' }),
};
const answer = (name: string, argument: unknown): Promise<unknown> => {
  asked.push({ name, argument });
  return Promise.resolve(answers[name]?.());
};
vi.mock('../bridge/main-client', () => ({ askMain: answer, onMain: () => undefined }));
vi.mock('../bridge/engine-client', () => ({ askEngine: answer }));

const { saveAs, saveOver } = await import('./saving');
const { app } = await import('../state/app-state');

const everything = { format: 'pcapng', packets: 'all', withoutIgnored: false } as const;
const saved = (): unknown => asked.find(({ name }) => name === 'save')?.argument;
const called = (name: string): boolean => asked.some((one) => one.name === name);

/** A capture that ended and lies in the spool, or one of the user's. */
function open({ inSpool }: { readonly inSpool: boolean }): void {
  const capture = { name: 'lo', status: { packets: 3, format: 'pcapng' } };
  app.set({ capture: capture as never, live: { running: false, unsaved: inSpool, shown: inSpool ? 0 : -1 } as never });
}

beforeEach(() => {
  asked.length = 0;
  known = true;
  app.set({ settings: { ...app.get().settings, saveOwners: true } });
});

test('Save keeps the owners of a capture as Save As does, and says so', async () => {
  open({ inSpool: true });
  await saveOver();
  expect(saved()).toEqual({ ...everything, token: 'place', owners: true });
  expect(called('ownersSaved')).toBe(true);
  expect(called('captureSaved')).toBe(true);
  expect(app.get().notice).toContain('with the processes');
});

test('what the user chose the last time holds, and is told when something is left out', async () => {
  open({ inSpool: true });
  app.set({ settings: { ...app.get().settings, saveOwners: false } });
  await saveOver();
  expect(saved()).toMatchObject({ owners: false });
  expect(app.get().notice).toContain('without the processes');
});

test('pcap cannot hold them, which is told too', async () => {
  open({ inSpool: true });
  await saveAs({ ...everything, format: 'pcap' });
  expect(saved()).toMatchObject({ owners: false });
  expect(app.get().notice).toContain('without the processes');
});

test('nothing is said of owners where none are known, nor taken from beside a file that is written in place', async () => {
  known = false;
  open({ inSpool: true });
  await saveOver();
  expect(app.get().notice).toBe('Saved as kept.pcapng.');

  known = true;
  asked.length = 0;
  app.set({ settings: { ...app.get().settings, saveOwners: false } });
  open({ inSpool: false });
  await saveOver();
  expect(saved()).toMatchObject({ token: 'own', owners: false });
  expect(called('ownersSaved')).toBe(false);
});

test('that the owners went into a file that was written in place is still said when it was read anew', async () => {
  open({ inSpool: false });
  await saveOver();
  expect(saved()).toMatchObject({ token: 'own', owners: true });
  expect(called('reload')).toBe(true);
  expect(app.get().notice).toContain('with the processes');
});
