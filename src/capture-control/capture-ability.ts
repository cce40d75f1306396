/** Finds out which program can capture here, and why the better ones cannot. */
import type { ReportedDevice } from '../shared/capture-reports';
import type { Capturability, CaptureProgram, Remedy } from '../shared/live-capture';
import { askHelper } from './ask-helper';
import { type OtherProgram, otherPrograms } from './programs';
import { bringUp, loadUsbMonitor, permissionRemedies, programRemedies, situation } from './remedies';
import { runProgram } from './run-program';
import { onPath, type Runtime, runtimes } from './runtimes';

/** Our own helper, as far as it works here. */
export interface HelperAbility {
  /** The runtime to start it with; any will do for relaying. */
  readonly runtime: Runtime;
  readonly cap: 'patched' | 'unpatched' | 'absent';
  readonly reason: string;
}

/** Asks every runtime in turn whether cap works in it. */
export async function findHelper(helper: string): Promise<HelperAbility> {
  const candidates = runtimes();
  let best: HelperAbility | undefined;
  for (const runtime of candidates) {
    const { report, why } = await askHelper(runtime, helper, { kind: 'probe' });
    const ability: HelperAbility =
      report?.kind === 'probe'
        ? { runtime, cap: report.cap, reason: report.reason ?? '' }
        : { runtime, cap: 'absent', reason: why };
    if (ability.cap === 'patched') return ability;
    if (best === undefined || (best.cap === 'absent' && ability.cap === 'unpatched')) best = ability;
  }
  return (
    best ?? { runtime: { program: process.execPath, environment: {}, privileged: false }, cap: 'absent', reason: '' }
  );
}

const permission = /permission|not permitted|are you root/i;
const isDown = /not up|network is down/i;
const testPatience = 5000;

/** What dumpcap and tcpdump can do here: the first that may capture, and what those before it said. */
export interface OtherAbility {
  readonly program?: OtherProgram;
  readonly said: readonly string[];
}

/** Which of the other programs may open `name`; the first that can, with what the others said. */
export async function findOtherProgram(name: string): Promise<OtherAbility> {
  const said: string[] = [];
  for (const program of otherPrograms) {
    const path = onPath(program.id);
    if (path === undefined) continue;
    const { ended, errors, trouble } = await runProgram(path, program.test(name), testPatience);
    if (ended) return { program, said };
    said.push(`${program.id}: ${(trouble || errors).trim().split('\n')[0]}`);
  }
  return { said };
}

/** Answers for interfaces, asking the slow questions once. */
export class CaptureAbility {
  #forAll: Promise<OtherAbility> | undefined;

  constructor(readonly helper: HelperAbility) {}

  /** `problem` is what libpcap told our helper about the interface. */
  async of(device: Pick<ReportedDevice, 'name' | 'problem'>): Promise<Capturability> {
    const { name, problem } = device;
    const capWorks = this.helper.cap !== 'absent';
    if (capWorks && problem === undefined) return { possible: true, by: 'cap' };
    if (problem !== undefined && isDown.test(problem))
      return { possible: false, reason: `${name} is down.`, remedies: [bringUp(name)] };
    if (problem !== undefined && !permission.test(problem)) return unusable(name, problem);
    const { program, said } = await this.#other(name);
    if (program !== undefined) return { possible: true, by: program.id };
    return capWorks ? notPermitted(problem!) : nothingCaptures(this.helper.reason, said);
  }

  /** What may open one device may open any: one is asked for all. */
  #other(name: string): Promise<OtherAbility> {
    this.#forAll ??= findOtherProgram(name);
    return this.#forAll;
  }
}

/** Devices that libpcap always lists, and what it means that one cannot be opened. */
const absences: readonly { readonly device: RegExp; readonly reason: string; readonly remedies: readonly Remedy[] }[] =
  [
    { device: /^bluetooth/, reason: 'This system has no Bluetooth.', remedies: [] },
    { device: /^dbus-/, reason: 'No such D-Bus runs here.', remedies: [] },
    { device: /^usbmon/, reason: 'The kernel’s module usbmon is not loaded.', remedies: [loadUsbMonitor] },
    { device: /^(nflog|nfqueue)/, reason: 'The kernel has no netfilter for this.', remedies: [] },
  ];

function unusable(name: string, problem: string): Capturability {
  const known = absences.find(({ device }) => device.test(name));
  const { reason, remedies } = known ?? { reason: sentence(problem), remedies: [] };
  return { possible: false, reason, remedies };
}

function notPermitted(problem: string): Capturability {
  return {
    possible: false,
    reason: `This user may not open network devices (${problem.split(':')[0]}).`,
    remedies: permissionRemedies(situation()),
  };
}

function nothingCaptures(reason: string, said: readonly string[]): Capturability {
  const denied = said.filter((line) => permission.test(line));
  return {
    possible: false,
    reason: [sentence(reason), ...said.map(sentence)].join(' ') || 'No program that can capture is here.',
    remedies: denied.length > 0 ? permissionRemedies(situation()) : programRemedies(situation()),
  };
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

export type { CaptureProgram };
