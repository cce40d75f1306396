/** A modal dialog with a title, a content and buttons. Escape closes it; Enter presses its main button. */
import './dialog.css';
import { type ReactNode, useEffect, useId, useRef } from 'react';

export function Dialog({
  title,
  close,
  submit,
  buttons,
  width,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  /** What the main button does. */
  readonly submit?: () => void;
  readonly buttons: ReactNode;
  /** In pixels. */
  readonly width: number;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={element} className="dialog" style={{ width }} aria-labelledby={titleId} onClose={close}>
      <form
        method="dialog"
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          submit?.();
        }}
      >
        <h1 id={titleId}>{title}</h1>
        <div className="dialog-content">{children}</div>
        <div className="dialog-buttons">{buttons}</div>
      </form>
    </dialog>
  );
}
