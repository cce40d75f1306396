/** File > Export Packet Dissections: which packets, as CSV or JSON. */
import { useState } from 'react';
import { run } from '../actions/notices';
import { exportAs } from '../actions/saving';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';
import { isComplete, type PacketChoice, PacketChoiceField } from './packet-choice';

export function DissectionsDialog({ format, close }: { readonly format: 'csv' | 'json'; readonly close: () => void }) {
  const [packets, setPackets] = useState<PacketChoice>('displayed');
  const save = (): void => {
    close();
    run(exportAs({ format, packets }));
  };
  return (
    <Dialog
      title={messages.exporting.title(format)}
      close={close}
      submit={save}
      width={460}
      buttons={<CancelAndSubmit close={close} title={messages.save.choose} disabled={!isComplete(packets)} />}
    >
      <PacketChoiceField choice={packets} choose={setPackets} />
    </Dialog>
  );
}
