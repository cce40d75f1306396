/** File > Save As and Export Specified Packets: which packets, in which format. */
import { useEffect, useState } from 'react';
import { launchedSecrets } from '../actions/launches';
import { run } from '../actions/notices';
import { saveAs } from '../actions/saving';
import { changeSettings } from '../actions/settings';
import { askEngine } from '../bridge/engine-client';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { useSockets } from '../state/sockets';
import { isComplete, type PacketChoice, PacketChoiceField } from './packet-choice';

const words = messages.save;
type Format = keyof typeof words.formats;

export function SaveDialog({ purpose, close }: { readonly purpose: 'save-as' | 'export'; readonly close: () => void }) {
  const [format, setFormat] = useState<Format>(presentFormat);
  const [packets, setPackets] = useState<PacketChoice>(purpose === 'export' ? 'displayed' : 'all');
  const [withoutIgnored, setWithoutIgnored] = useState(purpose === 'export');
  const ignored = useApp((state) => state.capture?.status?.ignored ?? 0);
  const commented = useApp((state) => state.capture?.status?.commented ?? 0);
  const hasOwners = useHasOwners();
  const owners = useApp((state) => state.settings.saveOwners);
  const secretLines = useSockets(({ launches }) =>
    launches.reduce((sum, { status }) => sum + (status?.secrets ?? 0), 0),
  );
  const [keepSecrets, setKeepSecrets] = useState(false);
  const pcapng = format === 'pcapng';
  const save = async (): Promise<void> => {
    close();
    const secrets = pcapng && keepSecrets ? await launchedSecrets() : undefined;
    await saveAs({ format, packets, withoutIgnored, ...(secrets && { secrets }) });
  };
  return (
    <Dialog
      title={purpose === 'export' ? words.exportTitle : words.title}
      close={close}
      submit={() => run(save())}
      width={460}
      buttons={<CancelAndSubmit close={close} title={words.choose} disabled={!isComplete(packets)} />}
    >
      <label>
        {words.format}
        <select value={format} onChange={(event) => setFormat(event.target.value as Format)}>
          {Object.entries(words.formats).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <PacketChoiceField choice={packets} choose={setPackets} />
      <CheckBox
        title={words.withoutIgnored(ignored)}
        on={withoutIgnored && ignored > 0}
        change={setWithoutIgnored}
        enabled={ignored > 0}
      />
      {pcapng && hasOwners && (
        <CheckBox title={words.owners} on={owners} change={(on) => changeSettings({ saveOwners: on })} />
      )}
      {pcapng && secretLines > 0 && <CheckBox title={words.secrets} on={keepSecrets} change={setKeepSecrets} />}
      {!pcapng && commented > 0 && <p className="dialog-problem">{words.lostComments}</p>}
      {!pcapng && hasOwners && <p className="dialog-problem">{words.lostOwners}</p>}
    </Dialog>
  );
}

/** Whether the capture knows which processes its packets belong to. */
function useHasOwners(): boolean {
  const [known, setKnown] = useState(false);
  useEffect(() => run(askEngine('hasOwners', undefined).then(setKnown)), []);
  return known;
}

function presentFormat(): Format {
  const format = app.get().capture?.status?.format ?? '';
  if (!format.startsWith('pcap') || format.startsWith('pcapng')) return 'pcapng';
  return format.includes('nanosecond') ? 'pcap-nanoseconds' : 'pcap';
}
