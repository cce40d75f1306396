import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sidecarHeading } from '../sockets/owners/sidecar';
import { copyOwners, removeOwners } from './owners-sidecar';

const folder = mkdtempSync(join(tmpdir(), 'sockeye-sidecar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('goes where it is ours, and stays where it is something else', () => {
  const capture = join(folder, 'named.pcapng');
  const sidecar = `${capture}.owners`;
  for (const [content, stays] of [
    [sidecarHeading(['10.0.0.1']), false],
    ['my list of owners', true],
    ['', true],
  ] as const) {
    writeFileSync(sidecar, content);
    removeOwners(capture);
    expect(existsSync(sidecar)).toBe(stays);
  }
  rmSync(sidecar);
  removeOwners(capture);
});

it('is copied with the capture, over nothing that is somebody else’s', () => {
  const [from, to] = ['from', 'to'].map((name) => join(folder, name));
  copyOwners(from, to);
  expect(existsSync(`${to}.owners`)).toBe(false);
  writeFileSync(`${from}.owners`, sidecarHeading(['10.0.0.1']));
  copyOwners(from, to);
  expect(readFileSync(`${to}.owners`, 'utf8')).toBe(sidecarHeading(['10.0.0.1']));
  writeFileSync(`${to}.owners`, 'my list of owners');
  copyOwners(from, to);
  expect(readFileSync(`${to}.owners`, 'utf8')).toBe('my list of owners');
});
