/** In the status bar: how many connections have problems, and the way to them. */
import { openTab } from '../actions/tabs';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { useProblems } from './use-problems';

/** Shows nothing before the capture is read, nor where all is well. */
export function ProblemCount() {
  const read = useApp(({ capture }) => capture?.status !== undefined && capture.status.state !== 'reading');
  const { value: found } = useProblems(read, 1);
  if (!read || found === undefined || found.total === 0) return undefined;
  return (
    <button type="button" className="status-field" onClick={() => openTab({ kind: 'problem-streams' })}>
      <span className={`status-dot ${found.streams[0].severity}`} />
      <b>{messages.problems.found(found.total)}</b>
    </button>
  );
}
