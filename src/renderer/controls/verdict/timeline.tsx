/** A connection's life from left to right, in as many rows as it needs. Short phases keep a width that can be seen; what is long is compressed, its time stands below. */
import type { Phase } from '../../../shared/exchanges-contract';
import { goToPacket } from '../../actions/find';
import { messages } from '../../messages/messages';
import { seconds } from '../../messages/numbers';

const words = messages.verdict;
const nanosecond = 1e-9;

export function Timeline({ phases }: { readonly phases: readonly Phase[] }) {
  if (phases.length === 0) return null;
  return (
    <ol className="timeline" aria-label={words.timeline}>
      {phases.map((phase) => (
        <PhaseView key={`${phase.kind}/${phase.firstFrame}/${phase.lastFrame}`} phase={phase} />
      ))}
    </ol>
  );
}

function PhaseView({ phase }: { readonly phase: Phase }) {
  const { kind, from, to, firstFrame, lastFrame } = phase;
  const name = words.phases[kind];
  const length = to === from ? '' : seconds((to - from) * nanosecond);
  const title = words.phase(name, length === '' ? '0 s' : length, firstFrame, lastFrame);
  return (
    <li style={{ flexGrow: weightOf(to - from) }}>
      <button
        type="button"
        className={`phase ${kind}`}
        title={title}
        aria-label={title}
        onClick={() => goToPacket(firstFrame)}
      >
        <span className="phase-name">{name}</span>
        <span className="phase-bar" />
        <span className="phase-time">{length}</span>
      </button>
    </li>
  );
}

/** How wide a phase is beside the others: by the logarithm of its length, from 0.1 ms on. */
function weightOf(nanoseconds: number): number {
  return 1 + Math.max(0, Math.log10(Math.max(1, nanoseconds) / 1e5)) ** 2;
}
