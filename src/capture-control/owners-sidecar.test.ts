import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sidecarHeading } from '../sockets/owners/sidecar';
import { removeOwners } from './owners-sidecar';

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
