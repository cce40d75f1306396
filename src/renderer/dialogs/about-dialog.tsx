/** Help > About Sockeye. */
import './dialogs.css';
import { commandNamed, runCommand } from '../commands/table';
import { Dialog } from '../controls/dialog';
import { CloseButton } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

const words = messages.about;

export function AboutDialog({ close }: { readonly close: () => void }) {
  const start = useApp((state) => state.start);
  const facts = [
    [words.version, start?.version],
    [words.electron, start?.electronVersion],
    [words.log, start?.logPath],
  ];
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={close}
      width={460}
      buttons={
        <>
          <button type="button" className="button framed" onClick={() => runCommand(commandNamed('showLog'))}>
            {words.showLog}
          </button>
          <CloseButton close={close} />
        </>
      }
    >
      <p style={{ paddingBottom: 8 }}>{words.line}</p>
      <table className="facts-table">
        <tbody>
          {facts.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
