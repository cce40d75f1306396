/** The page starts here. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startWindow } from './actions/capture';
import { run } from './actions/notices';
import { App } from './app';
import { askMain } from './bridge/main-client';
import { Safe } from './controls/safe';

function report(reason: unknown): void {
  const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  askMain('report', { message: message.slice(0, 10_000) }).catch(() => undefined);
}

window.addEventListener('error', ({ error, message }) => report(error ?? message));
window.addEventListener('unhandledrejection', ({ reason }) => report(reason));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Safe>
        <App />
      </Safe>
    </StrictMode>,
  );
  run(startWindow());
}
