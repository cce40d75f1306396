/** Catches what goes wrong while drawing, so that the window never stays blank. */
import './failure.css';
import { Component, type ReactNode } from 'react';
import { askMain } from '../bridge/main-client';
import { messages } from '../messages/messages';

interface Properties {
  readonly children: ReactNode;
}

export class Safe extends Component<Properties, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error): void {
    askMain('report', { message: (error.stack ?? error.message).slice(0, 10_000) }).catch(() => undefined);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="failure" role="alert" style={{ height: '100%' }}>
        <h1>{messages.broken.heading}</h1>
        <p>{messages.broken.sentence}</p>
        <button type="button" className="button primary" onClick={() => this.setState({ failed: false })}>
          {messages.broken.again}
        </button>
      </main>
    );
  }
}
