/** What can be done so that this user may capture: each remedy with what it costs, as a command to copy or a button. */

import type { Remedy } from '../../shared/live-capture';
import { copyCommand, startChosen } from '../actions/capturing';
import { Dialog } from '../controls/dialog';
import { messages } from '../messages/messages';
import { RemedyList } from './remedy-list';

const words = messages.capturing.remedies;

export function RemediesDialog({
  reason,
  remedies,
  close,
}: {
  readonly reason: string;
  readonly remedies: readonly Remedy[];
  readonly close: () => void;
}) {
  const elevate = (): void => {
    close();
    startChosen('pkexec');
  };
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={close}
      width={640}
      buttons={
        <button type="button" className="button primary" onClick={close}>
          {messages.dialog.close}
        </button>
      }
    >
      <p className="selectable">{reason}</p>
      {remedies.length === 0 && <p>{words.none}</p>}
      <RemedyList remedies={remedies} copy={copyCommand} elevate={elevate} />
    </Dialog>
  );
}
