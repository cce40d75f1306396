/** Capture > Pipe, Program or Remote Host: packets that come from elsewhere than an interface of this machine. */
import './source-dialog.css';
import { type ReactNode, useEffect, useState } from 'react';
import type { CaptureSourceRequest } from '../../shared/capture-contract';
import { startCapture } from '../actions/capturing';
import { run } from '../actions/notices';
import { commandOfWords, wordsOfCommand } from '../actions/words-of-command';
import { askMain } from '../bridge/main-client';
import { CaptureFilterField } from '../controls/capture-filter-field';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';

const words = messages.capturing.source;
type Kind = keyof typeof words.kinds;
const kinds = Object.keys(words.kinds) as Kind[];

/** Everything the form asks for, whichever kind is chosen: changing between the kinds loses nothing. */
interface Answers {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly device: string;
  readonly filter: string;
  readonly sudo: boolean;
  readonly path: string;
  readonly command: string;
}

const noAnswers: Answers = {
  host: '',
  port: '',
  user: '',
  device: 'any',
  filter: '',
  sudo: false,
  path: '',
  command: '',
};

export function SourceDialog({ close }: { readonly close: () => void }) {
  const [kind, setKind] = useState<Kind>('remote');
  const [answers, setAnswers] = useState(noAnswers);
  const source = sourceOf(kind, answers);
  const start = (): void => {
    if (!source) return;
    close();
    run(startCapture({ sources: [source] }));
  };
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={start}
      width={600}
      buttons={<CancelAndSubmit close={close} title={messages.capturing.startNow} disabled={source === undefined} />}
    >
      <fieldset className="source-kinds">
        <legend>{words.kind}</legend>
        {kinds.map((one) => (
          <label key={one}>
            <input type="radio" name="source-kind" checked={one === kind} onChange={() => setKind(one)} />
            {words.kinds[one]}
          </label>
        ))}
      </fieldset>
      <Form kind={kind} answers={answers} change={(change) => setAnswers({ ...answers, ...change })} />
    </Dialog>
  );
}

/** What is to be captured; undefined while something is missing. */
function sourceOf(kind: Kind, answers: Answers): CaptureSourceRequest | undefined {
  const { host, port, user, device, filter, sudo, path, command } = answers;
  const number = Number(port);
  const isPort = Number.isInteger(number) && number > 0 && number < 65_536;
  switch (kind) {
    case 'remote':
      if (host.trim() === '' || device.trim() === '' || (port !== '' && !isPort)) return undefined;
      return {
        kind: 'remote',
        host: host.trim(),
        port: port === '' ? undefined : number,
        user: user.trim(),
        interface: device.trim(),
        filter: filter.trim(),
        sudo,
      };
    case 'pipe':
      return path === '' ? undefined : { kind: 'pipe', path };
    case 'command': {
      const parts = wordsOfCommand(command);
      return parts && parts.length > 0 ? { kind: 'command', arguments: [...parts] } : undefined;
    }
    case 'tcp':
      return host.trim() === '' || !isPort ? undefined : { kind: 'tcp', host: host.trim(), port: number };
  }
}

function Form({
  kind,
  answers,
  change,
}: {
  readonly kind: Kind;
  readonly answers: Answers;
  readonly change: (change: Partial<Answers>) => void;
}) {
  const text = (key: 'host' | 'port' | 'user' | 'device' | 'path' | 'command', placeholder = ''): ReactNode => (
    <input
      type="text"
      className={key === 'command' || key === 'path' ? 'text-input mono' : 'text-input'}
      aria-label={key === 'device' ? words.interface : words[key]}
      placeholder={placeholder}
      spellCheck={false}
      value={answers[key]}
      onChange={(event) => change({ [key]: event.target.value })}
    />
  );
  const choose = async (): Promise<void> => {
    const path = await askMain('choosePipe', undefined);
    if (path !== undefined) change({ path });
  };
  switch (kind) {
    case 'remote':
      return (
        <div className="source-form">
          <span>{words.host}</span>
          <span className="source-host">
            {text('host', 'server.example')}
            <span>{words.port}</span>
            {text('port', '22')}
          </span>
          <span>{words.user}</span>
          {text('user', words.userHint)}
          <span>{words.interface}</span>
          {text('device')}
          <span>{words.filter}</span>
          <CaptureFilterField
            value={answers.filter}
            device={undefined}
            change={(filter) => change({ filter })}
            label={words.filter}
          />
          <span />
          <CheckBox title={words.sudo} on={answers.sudo} change={(sudo) => change({ sudo })} />
          <Runs source={sourceOf(kind, answers)} />
          <span />
          <p className="options-dim">{words.ownTraffic}</p>
        </div>
      );
    case 'pipe':
      return (
        <div className="source-form">
          <span>{words.path}</span>
          <span className="source-host">
            {text('path', '/tmp/capture.fifo')}
            <button type="button" className="button framed" onClick={() => run(choose())}>
              {words.choose}
            </button>
          </span>
        </div>
      );
    case 'command':
      return (
        <div className="source-form">
          <span>{words.command}</span>
          {text('command', 'ssh server.example tcpdump -U -w - not port 22')}
          <span />
          <p className="options-dim">{words.commandHint}</p>
        </div>
      );
    case 'tcp':
      return (
        <div className="source-form">
          <span>{words.host}</span>
          <span className="source-host">
            {text('host', '127.0.0.1')}
            <span>{words.port}</span>
            {text('port', '19000')}
          </span>
        </div>
      );
  }
}

/** The command that the form stands for: nothing is started that the user has not seen. */
function Runs({ source }: { readonly source: CaptureSourceRequest | undefined }) {
  const [command, setCommand] = useState('');
  const asked = JSON.stringify(source);
  useEffect(() => {
    let current = true;
    const request = asked === undefined ? undefined : (JSON.parse(asked) as CaptureSourceRequest);
    if (!request) {
      setCommand('');
      return;
    }
    run(
      askMain('remoteCommand', request).then((parts) => {
        if (current) setCommand(commandOfWords(parts));
      }),
    );
    return () => {
      current = false;
    };
  }, [asked]);
  return (
    <>
      <span>{words.runs}</span>
      <code className="mono source-command">{command}</code>
    </>
  );
}
