/** The buttons that most dialogs end with. */
import { messages } from '../messages/messages';

/** Cancel, and the main button, which Enter presses too. */
export function CancelAndSubmit({
  close,
  title,
  disabled = false,
}: {
  readonly close: () => void;
  readonly title: string;
  readonly disabled?: boolean;
}) {
  return (
    <>
      <button type="button" className="button framed" onClick={close}>
        {messages.dialog.cancel}
      </button>
      <button type="submit" className="button primary" disabled={disabled}>
        {title}
      </button>
    </>
  );
}

export function CloseButton({ close }: { readonly close: () => void }) {
  return (
    <button type="button" className="button primary" onClick={close}>
      {messages.dialog.close}
    </button>
  );
}
