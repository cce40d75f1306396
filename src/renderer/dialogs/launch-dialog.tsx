/** Tools > Start a Program: what to start, and whether to capture meanwhile. */
import { useState } from 'react';
import { launch } from '../actions/launches';
import { run } from '../actions/notices';
import { wordsOfCommand } from '../actions/words-of-command';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { CheckBox, TextField } from '../controls/labelled';
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
      <TextField title={words.command} hint={words.commandHint} value={command} change={setCommand} />
      <TextField title={words.arguments} hint={words.argumentsHint} value={text} change={setText} />
      {!given && <p className="dialog-problem">{words.unclosed}</p>}
      <TextField title={words.directory} value={directory} change={setDirectory} />
      <label className="labelled">
        {words.environment}
        <textarea
          className="mono"
          value={environment}
          spellCheck={false}
          onChange={(event) => setEnvironment(event.target.value)}
        />
      </label>
      <CheckBox title={words.capture} on={capture} change={setCapture} />
      <p className="dialog-hint">{words.secrets}</p>
    </Dialog>
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
