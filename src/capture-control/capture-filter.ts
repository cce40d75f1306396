/** Says whether libpcap understands a capture filter: our helper asks it, else dumpcap or tcpdump do. */
import type { CaptureFilterProblem } from '../shared/live-capture';
import { askHelper } from './ask-helper';
import type { HelperAbility } from './capture-ability';
import { runProgram } from './run-program';
import { onPath } from './runtimes';

const ethernet = 1;
const patience = 5000;

/** Undefined when the filter is good, or when nothing here can tell. `linkType` is the interface's LINKTYPE_ number. */
export async function checkCaptureFilter(
  helper: string,
  ability: HelperAbility,
  filter: string,
  linkType = ethernet,
): Promise<CaptureFilterProblem | undefined> {
  if (filter.trim() === '') return undefined;
  if (ability.cap === 'patched') {
    const { report } = await askHelper(ability.runtime, helper, { kind: 'check-filter', filter, linkType });
    if (report?.kind === 'filter') return report.problem === undefined ? undefined : { message: report.problem };
  }
  return checkWithTcpdump(filter);
}

/** Compiles for Ethernet without opening a device, which needs no rights. */
async function checkWithTcpdump(filter: string): Promise<CaptureFilterProblem | undefined> {
  const program = onPath('tcpdump');
  if (program === undefined) return undefined;
  const { ended, errors } = await runProgram(program, ['-y', 'EN10MB', '-d', '--', filter], patience);
  if (ended) return undefined;
  const message =
    errors
      .replace(/^tcpdump: /gm, '')
      .trim()
      .split('\n')
      .at(-1) ?? '';
  return /syntax|parse|filter|token|unknown|expression|illegal/i.test(message) ? { message } : undefined;
}
