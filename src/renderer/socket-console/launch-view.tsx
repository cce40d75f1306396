/** What a started program wrote, whether it runs, and the way to its packets. */
import './socket-console.css';
import { forgetLaunch } from '../actions/launches';
import { run } from '../actions/notices';
import { showPackets } from '../actions/show-packets';
import { askSockets } from '../bridge/sockets-client';
import { messages } from '../messages/messages';
import { hasCapture, useApp } from '../state/app-state';
import { useSockets } from '../state/sockets';
import type { ContentOf } from '../state/tabs';
import { useTheme } from '../theme/theme';
import { ConsoleTerminal } from './console-terminal';

const words = messages.sockets.launches;

export function LaunchView({ content }: { readonly content: ContentOf<'launch'> }) {
  const program = useSockets(({ launches }) => launches.find(({ key }) => key === content.launch));
  const theme = useTheme(useApp((state) => state.settings.theme));
  const captureOpen = useApp(hasCapture);
  if (!program) return undefined;
  const { status, number, key } = program;
  const state = status?.state ?? 'running';
  const filter = status?.displayFilter ?? '';
  return (
    <section className="socket-console">
      <header className="console-header">
        <span className="console-state">
          <span className={`console-dot ${state === 'running' ? 'open' : 'closed'}`} />
          {words.states[state]}
          <span className="console-bytes">
            {words.processes(status?.pids.length ?? 0)} · {words.secretLines(status?.secrets ?? 0)}
          </span>
        </span>
        <span className="view-header-space" />
        <button
          type="button"
          className="button framed"
          disabled={!captureOpen || filter === ''}
          title={filter}
          onClick={() => run(showPackets(filter))}
        >
          {words.packets}
        </button>
        {state === 'running' ? (
          <button
            type="button"
            className="button framed"
            disabled={number === undefined}
            onClick={() => run(askSockets('stopLaunch', { launch: number ?? 0 }))}
          >
            {words.stop}
          </button>
        ) : (
          <button type="button" className="button framed" onClick={() => run(forgetLaunch(key))}>
            {words.forget}
          </button>
        )}
      </header>
      <ConsoleTerminal
        events={program.events}
        dropped={program.dropped}
        show="text"
        theme={theme}
        label={words.output}
      />
    </section>
  );
}
