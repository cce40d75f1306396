/** Statistics > Capture File Properties. */
import './dialogs.css';
import { useEffect, useState } from 'react';
import type { CaptureProperties } from '../../shared/view';
import { copyText } from '../actions/copying';
import { run } from '../actions/notices';
import { askEngine } from '../bridge/engine-client';
import { Dialog } from '../controls/dialog';
import { CloseButton } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';

/** In milliseconds. */
const refreshInterval = 1000;

export function PropertiesDialog({ close }: { readonly close: () => void }) {
  const [properties, setProperties] = useState<CaptureProperties>();
  useEffect(() => {
    const ask = (): void => run(askEngine('properties', undefined).then(setProperties));
    ask();
    // Hashes of large files take a while, and a file may grow.
    const timer = setInterval(ask, refreshInterval);
    return () => clearInterval(timer);
  }, []);
  const copy = (): void => run(copyText(asText(properties)));
  return (
    <Dialog
      title={messages.properties.title}
      close={close}
      submit={close}
      width={720}
      buttons={
        <>
          <button type="button" className="button framed" disabled={!properties} onClick={copy}>
            {messages.properties.copy}
          </button>
          <CloseButton close={close} />
        </>
      }
    >
      {!properties && <p>{messages.properties.empty}</p>}
      {properties?.groups.map(({ title, lines }, place) => (
        <section key={place}>
          <h2 className="facts-group">{title}</h2>
          <table className="facts-table">
            <tbody>
              {lines.map(({ name, value }, index) => (
                <tr key={index}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </Dialog>
  );
}

function asText(properties: CaptureProperties | undefined): string {
  const groups = properties?.groups ?? [];
  return groups
    .map(({ title, lines }) => [title, ...lines.map(({ name, value }) => `${name}: ${value}`)].join('\n'))
    .join('\n\n');
}
