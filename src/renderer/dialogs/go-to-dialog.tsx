/** Go > Go to Packet. */
import { useState } from 'react';
import { goToNumber } from '../actions/find';
import { run } from '../actions/notices';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';

export function GoToDialog({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const go = async (): Promise<void> => {
    const refused = await goToNumber(Number(text.replaceAll(/[,\s]/g, '')));
    setProblem(refused);
    if (refused === undefined) close();
  };
  return (
    <Dialog
      title={messages.goTo.title}
      close={close}
      submit={() => run(go())}
      width={360}
      buttons={<CancelAndSubmit close={close} title={messages.goTo.go} disabled={text.trim() === ''} />}
    >
      <label>
        {messages.goTo.label}
        <input
          type="text"
          inputMode="numeric"
          className="text-input mono"
          style={{ flex: 1, minWidth: 0 }}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
        />
      </label>
      {problem && (
        <p className="dialog-problem" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
