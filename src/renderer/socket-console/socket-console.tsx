/** A socket console: what happened, and what to send next. */
import './socket-console.css';
import { useState } from 'react';
import type { ConsoleStatus } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { endConsole, openConsole } from '../actions/consoles';
import { run } from '../actions/notices';
import { showPackets } from '../actions/show-packets';
import { askSockets } from '../bridge/sockets-client';
import { Choice } from '../controls/choice';
import { messages } from '../messages/messages';
import { size } from '../messages/numbers';
import { hasCapture, useApp } from '../state/app-state';
import { type OpenConsole, useSockets } from '../state/sockets';
import type { ContentOf } from '../state/tabs';
import { useTheme } from '../theme/theme';
import { ConsoleTerminal } from './console-terminal';
import { MessageForm } from './message-form';

const words = messages.sockets.session;

export function SocketConsole({ content }: { readonly content: ContentOf<'socket-console'> }) {
  const console = useSockets(({ consoles }) => consoles.find(({ key }) => key === content.console));
  const theme = useTheme(useApp((state) => state.settings.theme));
  const [show, setShow] = useState<'text' | 'hex'>('text');
  if (!console) return undefined;
  const { status, failure, request, number } = console;
  return (
    <section className="socket-console">
      <header className="console-header">
        <State status={status} failure={failure} />
        <span className="view-header-space" />
        <Choice label={words.show} value={show} values={['text', 'hex']} titles={words.shows} choose={setShow} />
        <Buttons console={console} />
      </header>
      {failure === undefined ? (
        <ConsoleTerminal
          events={console.events}
          dropped={console.dropped}
          show={show}
          theme={theme}
          label={words.log}
        />
      ) : (
        <p className="pane-message">{words.failed(failure)}</p>
      )}
      <Trust console={console} />
      {number !== undefined && status && status.state !== 'closed' && (
        <MessageForm number={number} request={request} status={status} />
      )}
    </section>
  );
}

function State({
  status,
  failure,
}: {
  readonly status: ConsoleStatus | undefined;
  readonly failure: string | undefined;
}) {
  const state = failure === undefined ? (status?.state ?? 'opening') : 'closed';
  return (
    <span className="console-state">
      <span className={`console-dot ${state}`} />
      {words.states[state]}
      {status && (
        <span className="console-bytes">{words.bytes(size(status.sentBytes), size(status.receivedBytes))}</span>
      )}
    </span>
  );
}

function Buttons({ console: { key, number, status, request } }: { readonly console: OpenConsole }) {
  const captureOpen = useApp(hasCapture);
  const closed = status === undefined || status.state === 'closed';
  const filter = status?.displayFilter ?? '';
  return (
    <>
      {captureOpen && filter !== '' && (
        <button type="button" className="button framed" title={filter} onClick={() => run(showPackets(filter))}>
          {words.filter}
        </button>
      )}
      {closed ? (
        <button type="button" className="button framed" onClick={() => run(reopen(key, request))}>
          {words.again}
        </button>
      ) : (
        <>
          {request.role === 'server' && number !== undefined && <Echo number={number} initial={request.echo} />}
          {request.role === 'client' && request.transport !== 'udp' && (
            <button
              type="button"
              className="button framed"
              disabled={status.state !== 'open' || number === undefined}
              onClick={() => run(askSockets('halfClose', { console: number ?? 0 }))}
            >
              {words.halfClose}
            </button>
          )}
          <button
            type="button"
            className="button framed"
            disabled={number === undefined}
            onClick={() => run(askSockets('closeConsole', { console: number ?? 0 }))}
          >
            {words.close}
          </button>
        </>
      )}
    </>
  );
}

async function reopen(key: number, request: ConsoleRequest): Promise<void> {
  await endConsole(key);
  await openConsole(request);
}

function Echo({ number, initial }: { readonly number: number; readonly initial: boolean }) {
  const [on, setOn] = useState(initial);
  return (
    <button
      type="button"
      className="button"
      aria-pressed={on}
      onClick={() => {
        setOn(!on);
        run(askSockets('setEcho', { console: number, echo: !on }));
      }}
    >
      {words.echo}
    </button>
  );
}

/** After a certificate was refused: the offer to trust exactly this one, for one connection. */
function Trust({ console: { key, request, events } }: { readonly console: OpenConsole }) {
  const refused = events.findLast((event) => event.kind === 'error' && event.fingerprint !== undefined);
  if (request.role !== 'client' || refused?.kind !== 'error' || request.tls.trustedFingerprint !== undefined)
    return undefined;
  const { fingerprint } = refused;
  return (
    <div className="console-trust">
      <span className="mono">{fingerprint}</span>
      <button
        type="button"
        className="button framed"
        onClick={() => run(reopen(key, { ...request, tls: { ...request.tls, trustedFingerprint: fingerprint } }))}
      >
        {words.trust}
      </button>
    </div>
  );
}
