/** Tools > Start a Program: what to start, and whether to capture meanwhile. */
import { useState } from 'react';
import { launch } from '../actions/launches';
import { run } from '../actions/notices';
import { wordsOfCommand } from '../actions/words-of-command';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';

const words = messages.sockets.launches;

export function LaunchDialog({ close }: { readonly close: () => void }) {
  const [command, setCommand] = useState('');
  const [text, setText] = useState('');
  const [environment, setEnvironment] = useState('');
  const [directory, setDirectory] = useState('');
  const [capture, setCapture] = useState(true);
  const given = wordsOfCommand(text);
  const start = (): void => {
    if (!given || command.trim() === '') return;
    close();
    const request = {
      command: command.trim(),
      arguments: [...given],
      environment: variablesOf(environment),
      ...(directory.trim() === '' ? {} : { directory: directory.trim() }),
    };
    run(launch(request, capture));
  };
  return (
    <Dialog
      title={words.dialog}
      close={close}
      submit={start}
      width={540}
      buttons={<CancelAndSubmit close={close} title={words.start} disabled={!given || command.trim() === ''} />}
    >
      <Field title={words.command} hint={words.commandHint} value={command} set={setCommand} />
      <Field title={words.arguments} hint={words.argumentsHint} value={text} set={setText} />
      {!given && <p className="dialog-problem">{words.unclosed}</p>}
      <Field title={words.directory} hint="" value={directory} set={setDirectory} />
      <label className="console-field">
        {words.environment}
        <textarea
          className="mono"
          value={environment}
          spellCheck={false}
          onChange={(event) => setEnvironment(event.target.value)}
        />
      </label>
      <label>
        <input type="checkbox" checked={capture} onChange={(event) => setCapture(event.target.checked)} />
        {words.capture}
      </label>
      <p className="dialog-hint">{words.secrets}</p>
    </Dialog>
  );
}

function Field({
  title,
  hint,
  value,
  set,
}: {
  readonly title: string;
  readonly hint: string;
  readonly value: string;
  readonly set: (value: string) => void;
}) {
  return (
    <label className="console-field">
      {title}
      <input
        className="text-input mono"
        placeholder={hint}
        value={value}
        spellCheck={false}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}

/** Lines of `NAME=value`; others are left out. */
function variablesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  );
}
