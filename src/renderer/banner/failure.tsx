/** In the place of the panes: why a capture could not be opened at all. */
import '../controls/failure.css';
import { commandNamed, runCommand } from '../commands/table';
import { messages } from '../messages/messages';

export function Failure({ message }: { readonly message: string }) {
  return (
    <main className="failure" role="alert">
      <h1>{messages.capture.failed}</h1>
      <p>{message}</p>
      <div className="failure-buttons">
        <button type="button" className="button primary" onClick={() => runCommand(commandNamed('open'))}>
          {messages.capture.openAnother}
        </button>
        <button type="button" className="button framed" onClick={() => runCommand(commandNamed('reload'))}>
          {messages.capture.reopen}
        </button>
      </div>
    </main>
  );
}
