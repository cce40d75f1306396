/** Gives up everything the helper was allowed beyond its user, once the devices are open. */
import { readdirSync, readFileSync } from 'node:fs';
import type { CapModule } from './cap-module';

const nobody = 65_534;

/** Who called sudo or pkexec, or nobody. */
export function plainUser(environment: NodeJS.ProcessEnv): { readonly user: number; readonly group: number } {
  const user = positive(environment.SUDO_UID) ?? positive(environment.PKEXEC_UID) ?? nobody;
  return { user, group: positive(environment.SUDO_GID) ?? nobody };
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

/** Returns what was done, in words. @throws Error when root's rights could not be given up */
export function giveUpRights(cap: CapModule): string {
  const wasRoot = process.getuid?.() === 0;
  if (wasRoot) {
    const { user, group } = plainUser(process.env);
    process.setgroups!([]);
    process.setgid!(group);
    process.setuid!(user);
    if (canBecomeRoot()) throw new Error('Root’s rights could not be given up.');
  }
  cap.confine?.();
  const kept = keptCapabilities();
  const who = wasRoot ? `runs as user ${process.getuid!()} now` : `runs as user ${process.getuid?.() ?? 'unknown'}`;
  return kept === 0 ? `${who}, without capabilities` : `${who}; threads of the runtime that keep capabilities: ${kept}`;
}

function canBecomeRoot(): boolean {
  try {
    process.setuid!(0);
    return true;
  } catch {
    return false;
  }
}

/** Threads that still have effective capabilities: those of the runtime that can be reached by no signal. */
function keptCapabilities(): number {
  const tasks = '/proc/self/task';
  try {
    return readdirSync(tasks).filter((task) => !withoutCapabilities(`${tasks}/${task}/status`)).length;
  } catch {
    return 0;
  }
}

function withoutCapabilities(status: string): boolean {
  return /^CapEff:\s*0+$/m.test(readFileSync(status, 'utf8'));
}
