/** A line over the panes that says something: what goes on, what is wrong. */
import './banner.css';
import type { ReactNode } from 'react';
import { messages } from '../messages/messages';
import { Icon } from './icon';

export function Banner({
  kind,
  children,
}: {
  readonly kind: 'warning' | 'failed' | 'notice';
  readonly children: ReactNode;
}) {
  return (
    <div className={`banner ${kind}`} role={kind === 'notice' ? 'note' : 'alert'}>
      {children}
    </div>
  );
}

/** The button that takes a banner away. */
export function Dismiss({ dismiss }: { readonly dismiss: () => void }) {
  return (
    <button
      type="button"
      className="button"
      aria-label={messages.capture.dismiss}
      title={messages.capture.dismiss}
      onClick={dismiss}
    >
      <Icon name="close" />
    </button>
  );
}
