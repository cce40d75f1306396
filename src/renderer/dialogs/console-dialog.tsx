/** Tools > New Socket Console: which socket to open, as client or server. */
import { useState } from 'react';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { openConsole } from '../actions/consoles';
import { run } from '../actions/notices';
import { watchConsole } from '../actions/wire';
import { askMain } from '../bridge/main-client';
import { Choice } from '../controls/choice';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { CheckBox, TextField } from '../controls/labelled';
import { messages } from '../messages/messages';
import type { ConsoleSuggestion } from '../state/app-state';

const words = messages.sockets.openConsole;
const transports = ['tcp', 'udp', 'tls', 'unix'] as const;
const roles = ['client', 'server'] as const;
const families = { any: 0, ipv4: 4, ipv6: 6 } as const;

interface ChosenFile {
  readonly token: string;
  readonly name: string;
}

/** What the form holds, as it is typed. */
interface Draft {
  readonly role: (typeof roles)[number];
  readonly transport: (typeof transports)[number];
  readonly host: string;
  readonly address: string;
  readonly port: string;
  readonly family: keyof typeof families;
  readonly echo: boolean;
  readonly broadcast: boolean;
  readonly groups: string;
  readonly serverName: string;
  readonly alpn: string;
  readonly certificate?: ChosenFile;
  readonly key?: ChosenFile;
  readonly authority?: ChosenFile;
  readonly watch: boolean;
}

const empty: Draft = {
  role: 'client',
  transport: 'tcp',
  host: '127.0.0.1',
  address: '127.0.0.1',
  port: '',
  family: 'any',
  echo: false,
  broadcast: false,
  groups: '',
  serverName: '',
  alpn: '',
  watch: false,
};

export function ConsoleDialog({
  suggestion,
  close,
}: {
  readonly suggestion: ConsoleSuggestion | undefined;
  readonly close: () => void;
}) {
  const [draft, setDraft] = useState<Draft>({
    ...empty,
    ...suggestion,
    port: suggestion === undefined ? '' : String(suggestion.port),
  });
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const request = requestOf(draft);
  const open = (): void => {
    if (!request) return;
    close();
    run(watched(draft) ? watchConsole(request) : openConsole(request));
  };
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={open}
      width={520}
      buttons={<CancelAndSubmit close={close} title={words.open[draft.role]} disabled={!request} />}
    >
      <div className="console-choices">
        <Choice
          label={words.role}
          value={draft.role}
          values={roles}
          titles={words.roles}
          choose={(role) => change({ role })}
        />
        <Choice
          label={words.transport}
          value={draft.transport}
          values={transports}
          titles={words.transports}
          choose={(transport) => change({ transport })}
        />
      </div>
      <Place draft={draft} change={change} />
      {draft.transport === 'udp' && (
        <CheckBox title={words.broadcast} on={draft.broadcast} change={(broadcast) => change({ broadcast })} />
      )}
      {draft.role === 'server' && <CheckBox title={words.echo} on={draft.echo} change={(echo) => change({ echo })} />}
      {draft.role === 'server' && draft.transport === 'udp' && (
        <TextField title={words.groups} value={draft.groups} change={(groups) => change({ groups })} />
      )}
      {draft.transport === 'tls' && <TlsChoices draft={draft} change={change} />}
      {draft.transport !== 'unix' && (
        <CheckBox title={words.watch} on={draft.watch} change={(watch) => change({ watch })} />
      )}
      <p className="dialog-hint">{words.hint}</p>
    </Dialog>
  );
}

interface Part {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function Place({ draft, change }: Part) {
  const { role, transport } = draft;
  const key = role === 'client' ? 'host' : 'address';
  const anyone = role === 'server' && transport !== 'unix' && ['0.0.0.0', '::'].includes(draft.address.trim());
  return (
    <>
      <div className="console-place">
        <TextField
          title={transport === 'unix' ? words.path : role === 'client' ? words.host : words.bind}
          value={draft[key]}
          change={(value) => change({ [key]: value })}
        />
        {transport !== 'unix' && (
          <TextField title={words.port} value={draft.port} change={(port) => change({ port })} numeric />
        )}
        {transport !== 'unix' && role === 'client' && (
          <label className="labelled">
            {words.family}
            <select
              value={draft.family}
              onChange={(event) => change({ family: event.target.value as Draft['family'] })}
            >
              {(Object.keys(families) as Draft['family'][]).map((family) => (
                <option key={family} value={family}>
                  {words.families[family]}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {role === 'server' && transport !== 'unix' && (
        <p className={anyone ? 'dialog-problem' : 'dialog-hint'}>{anyone ? words.everybody : words.bindHint}</p>
      )}
    </>
  );
}

function TlsChoices({ draft, change }: Part) {
  return (
    <>
      {draft.role === 'client' && (
        <TextField title={words.serverName} value={draft.serverName} change={(serverName) => change({ serverName })} />
      )}
      <TextField title={words.alpn} value={draft.alpn} change={(alpn) => change({ alpn })} />
      {(['certificate', 'key', 'authority'] as const).map((name) => (
        <label key={name}>
          <span className="console-file">{words[name]}</span>
          <button type="button" className="button framed" onClick={() => run(choose(name, change))}>
            {words.choose}
          </button>
          <span className="dialog-hint">{draft[name]?.name ?? words.noFile}</span>
        </label>
      ))}
    </>
  );
}

async function choose(name: 'certificate' | 'key' | 'authority', change: Part['change']): Promise<void> {
  const chosen = await askMain('chooseInput', { title: words[name] });
  if (chosen) change({ [name]: chosen });
}

/** A Unix socket has no packets: what was ticked for another transport does not count. */
const watched = ({ watch, transport }: Draft): boolean => watch && transport !== 'unix';

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

/** The request, or nothing while the form is not complete. A server may leave the port to the system. */
function requestOf(draft: Draft): ConsoleRequest | undefined {
  const { role, transport } = draft;
  const port = draft.port.trim() === '' ? 0 : Number(draft.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return undefined;
  const tls = {
    serverName: draft.serverName.trim(),
    alpn: listOf(draft.alpn),
    ...(draft.certificate && { certificate: draft.certificate.token }),
    ...(draft.key && { key: draft.key.token }),
    ...(draft.authority && { authority: draft.authority.token }),
  };
  const { broadcast } = draft;
  if (role === 'server') {
    const address = draft.address.trim();
    if (address === '') return undefined;
    return { role, transport, address, port, echo: draft.echo, groups: listOf(draft.groups), broadcast, tls };
  }
  const host = draft.host.trim();
  if (host === '' || (transport !== 'unix' && port === 0)) return undefined;
  const family = families[draft.family];
  return { role, transport, host, port, family, localAddress: '', localPort: 0, broadcast, multicastHops: 1, tls };
}
