/** What to send: a line, text with escapes, bytes or a file; once or again and again. Nothing is sent but by these buttons. */
import { useState } from 'react';
import { consoleTemplates } from '../../shared/console-templates';
import type { ConsoleStatus, LineEnding } from '../../shared/sockets';
import type { ConsoleData, ConsoleRequest } from '../../shared/sockets-contract';
import { sendFromConsole } from '../actions/consoles';
import { run } from '../actions/notices';
import { askMain } from '../bridge/main-client';
import { askSockets } from '../bridge/sockets-client';
import { Choice } from '../controls/choice';
import { messages } from '../messages/messages';

const words = messages.sockets.session;
const forms = ['line', 'escaped', 'hex', 'file'] as const;
/** A repeated message ends by itself after so many times. */
const mostTimes = 1_000_000;
type Form = (typeof forms)[number];
const endings = ['crlf', 'lf', 'cr', 'nul', 'none'] as const satisfies readonly LineEnding[];

export function MessageForm({
  number,
  request,
  status,
}: {
  readonly number: number;
  readonly request: ConsoleRequest;
  readonly status: ConsoleStatus;
}) {
  const [form, setForm] = useState<Form>('line');
  const [text, setText] = useState('');
  const [ending, setEnding] = useState<LineEnding>('crlf');
  const [file, setFile] = useState<{ readonly token: string; readonly name: string }>();
  const [to, setTo] = useState<number | 'all'>('all');
  const [rate, setRate] = useState(1);
  const data = dataOf(form, text, ending, file?.token);
  const recipient = status.clients.some(({ client }) => client === to) ? to : 'all';
  const send = async (): Promise<void> => {
    if (!data) return;
    await sendFromConsole(number, data, recipient);
    if (form === 'line') setText('');
  };
  const take = (message: ConsoleData): void => {
    setForm(message.kind);
    if (message.kind !== 'file') setText(message.text);
    if (message.kind === 'line') setEnding(message.ending);
  };
  return (
    <form
      className="message-form"
      onSubmit={(event) => {
        event.preventDefault();
        run(send());
      }}
    >
      <Choice label={words.form} value={form} values={forms} titles={words.forms} choose={setForm} />
      {form === 'file' ? (
        <button type="button" className="button framed message-text" onClick={() => run(chooseFile().then(setFile))}>
          {file?.name ?? words.hints.file}
        </button>
      ) : (
        <input
          className="text-input mono message-text"
          aria-label={words.message}
          placeholder={words.hints[form]}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {form === 'line' && (
        <select
          className="text-input"
          aria-label={words.ending}
          value={ending}
          onChange={(event) => setEnding(event.target.value as LineEnding)}
        >
          {endings.map((one) => (
            <option key={one} value={one}>
              {words.endings[one]}
            </option>
          ))}
        </select>
      )}
      {status.clients.length > 0 && (
        <select
          className="text-input"
          aria-label={words.to}
          value={recipient}
          onChange={(event) => setTo(event.target.value === 'all' ? 'all' : Number(event.target.value))}
        >
          <option value="all">{words.everyClient}</option>
          {status.clients.map(({ client, address }) => (
            <option key={client} value={client}>
              {`${words.client(client)} · ${address}`}
            </option>
          ))}
        </select>
      )}
      {recipient !== 'all' && (
        <button
          type="button"
          className="button framed"
          onClick={() => run(askSockets('closeConsole', { console: number, client: recipient }))}
        >
          {words.closeClient}
        </button>
      )}
      <button type="submit" className="button primary" disabled={!data || status.state !== 'open'}>
        {words.send}
      </button>
      {status.repeating ? (
        <button
          type="button"
          className="button framed"
          onClick={() => run(askSockets('stopRepeating', { console: number }))}
        >
          {words.stop}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="button framed"
            disabled={!data || status.state !== 'open'}
            onClick={() => {
              if (data) run(askSockets('repeat', { console: number, data, to: recipient, rate, times: mostTimes }));
            }}
          >
            {words.repeat}
          </button>
          <input
            type="number"
            className="text-input message-rate"
            aria-label={words.rate}
            title={words.rate}
            min={0.01}
            max={1000}
            step="any"
            value={rate}
            onChange={(event) => setRate(Math.min(1000, Math.max(0.01, Number(event.target.value) || 1)))}
          />
        </>
      )}
      <Templates request={request} take={take} />
    </form>
  );
}

/** What would be sent; undefined while there is nothing to send. */
function dataOf(form: Form, text: string, ending: LineEnding, file: string | undefined): ConsoleData | undefined {
  switch (form) {
    case 'line':
      return text === '' && ending === 'none' ? undefined : { kind: 'line', text, ending };
    case 'escaped':
    case 'hex':
      return text === '' ? undefined : { kind: form, text };
    case 'file':
      return file === undefined ? undefined : { kind: 'file', file };
  }
}

const chooseFile = () => askMain('chooseInput', { title: words.hints.file });

function Templates({
  request,
  take,
}: {
  readonly request: ConsoleRequest;
  readonly take: (data: ConsoleData) => void;
}) {
  const transport = request.transport === 'udp' ? 'udp' : 'tcp';
  const fitting = consoleTemplates(request.role === 'client' ? request.host : '').filter(
    (template) => template.transport === transport,
  );
  return (
    <select
      className="text-input"
      aria-label={words.templates}
      value=""
      onChange={(event) => {
        const chosen = fitting.find(({ id }) => id === event.target.value);
        if (chosen) take(chosen.data);
      }}
    >
      <option value="">{words.templates}</option>
      {fitting.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}
