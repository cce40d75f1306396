/** An open stream: its toolbar, its bytes, and the line that says how it stands. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StreamFindings, StreamSide } from '../../shared/streams-contract';
import type { StreamEndpoint, StreamSummary } from '../../shared/view';
import { copyText } from '../actions/copying';
import { applyFilter } from '../actions/filter';
import { goToPacket } from '../actions/find';
import { notify, run } from '../actions/notices';
import { saveStream } from '../actions/saving';
import { filterOut } from '../actions/streams';
import { replaceTab, tabId } from '../actions/tabs';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import type { ContentOf } from '../state/tabs';
import { wholeText } from './copy-stream';
import { FindField } from './find-field';
import type { StreamForm } from './layout/tile';
import { ReplayTerminal } from './replay/replay-terminal';
import { StreamText, type TextSize } from './stream-text';
import { StreamToolbar } from './stream-toolbar';
import type { TerminalScreen } from './terminal-screen';
import { TileStore } from './tile-store';
import type { OpenStream } from './use-open-stream';
import { useStreamSearch } from './use-stream-search';
import { bytesOf, gapText, useStreamWindow } from './use-stream-window';

const words = messages.stream;
/** Ports of services that people sit at with a terminal: Telnet, rlogin, rsh, and what stands for Telnet where it is forbidden. */
const terminalPorts = new Set([23, 107, 513, 514, 2323]);

export function StreamPanel({
  content,
  open: { id, summary },
  findings,
}: {
  readonly content: ContentOf<'stream'>;
  readonly open: OpenStream;
  readonly findings: StreamFindings | undefined;
}) {
  const [side, setSide] = useState<StreamSide>('both');
  const [form, setForm] = useState<StreamForm>(summary.kind === 'tls' ? 'hex' : 'utf8');
  const [marks, setMarks] = useState(true);
  const [live, setLive] = useState(true);
  const [replaying, setReplaying] = useState(false);
  const [size, setSize] = useState<TextSize>({ columns: 0, rows: 0 });
  const now = bytesOf(summary, side);
  const length = useFrozen(now, live, side);
  const shown = useStreamWindow({ id, side, form, ...size }, length, live);
  const screen = useRef<TerminalScreen>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const moving = useRef(shown);
  moving.current = shown;
  const third = Math.floor(size.rows / 3);
  const search = useStreamSearch(id, side, form, findings, {
    show: (position) => moving.current.window?.moveTo(position, third),
    position: () => moving.current.window?.position ?? 0,
  });
  const selected = useSelectedPacket(id, side, shown.lines, (position) =>
    moving.current.window?.moveTo(position, third),
  );
  const choose = useCallback(
    (packet: number) => {
      selected.own.current = packet;
      goToPacket(packet);
    },
    [selected.own],
  );
  const copy = (): void => run(copyShown(screen.current, { id, side, form, columns: size.columns }, length));
  const save = (): void =>
    run(saveStream({ id, side }, words.saveTitle, words.saveName(summary.kind, summary.stream, side)));
  const canReplay = summary.endpoints.some(({ port }) => terminalPorts.has(port));
  if (replaying) return <ReplayTerminal id={id} length={summary.bytes[1]} end={() => setReplaying(false)} />;
  return (
    <>
      <StreamToolbar
        summary={summary}
        side={side}
        setSide={setSide}
        form={form}
        setForm={setForm}
        marks={marks}
        setMarks={setMarks}
        live={live}
        setLive={setLive}
        behind={now - length}
        step={(by) => replaceTab(tabId(content), { ...content, stream: content.stream + by })}
        find={<FindField search={search} length={length} field={field} />}
        copy={copy}
        save={save}
        only={() => run(applyFilter(summary.filter))}
        filterOut={() => run(filterOut(summary.filter))}
        replay={canReplay ? () => setReplaying(true) : undefined}
      />
      <StreamText
        lines={shown.lines}
        window={shown.window}
        length={length}
        packet={selected.packet}
        marks={marks}
        litIn={search.litIn}
        choose={choose}
        resized={setSize}
        find={() => field.current?.select()}
        screen={screen}
      />
      <StandingLine summary={summary} side={side} failure={shown.failure} />
    </>
  );
}

/** While the view is paused, what it had then. */
function useFrozen(now: number, live: boolean, side: StreamSide): number {
  const frozen = useRef({ side, length: now });
  if (live || frozen.current.side !== side) frozen.current = { side, length: now };
  return frozen.current.length;
}

/** The packet that is selected in the list; when it is chosen there, its bytes come into view. */
function useSelectedPacket(
  id: number,
  side: StreamSide,
  lines: ReturnType<typeof useStreamWindow>['lines'],
  show: (position: number) => void,
) {
  const packet = useApp(({ selection }) => selection?.number ?? 0);
  const own = useRef(packet);
  const seen = useRef({ lines, show });
  seen.current = { lines, show };
  useEffect(() => {
    if (packet === 0 || packet === own.current) return;
    own.current = packet;
    if (seen.current.lines.some(({ packets }) => packets.some(({ part }) => part.packet === packet))) return;
    askEngine('streamPlace', { id, side, packet }).then(
      (position) => {
        if (position !== undefined) seen.current.show(position);
      },
      () => undefined,
    );
  }, [id, side, packet]);
  return { packet, own };
}

async function copyShown(
  screen: TerminalScreen | undefined,
  shape: { readonly id: number; readonly side: StreamSide; readonly form: StreamForm; readonly columns: number },
  length: number,
): Promise<void> {
  const selection = screen?.selection ?? '';
  if (selection !== '') {
    await copyText(selection);
    return;
  }
  const { text, lines, cut } = await wholeText(new TileStore({ ...shape, columns: 100_000, gapText }, length));
  await copyText(text);
  notify(words.copied(lines, cut));
}

/** Whose stream it is, with the colours of both sides, and what is incomplete about it. */
function StandingLine({
  summary,
  side,
  failure,
}: {
  readonly summary: StreamSummary;
  readonly side: StreamSide;
  readonly failure: string | undefined;
}) {
  const remarks = useMemo(() => remarksOf(summary, side), [summary, side]);
  const [client, server] = summary.endpoints;
  return (
    <footer className="stream-standing">
      <span className="stream-key client mono">{endpointText(client)}</span>
      <span className="stream-key server mono">{endpointText(server)}</span>
      <span className="view-header-space" />
      {failure !== undefined && <span className="stream-failure">{words.failed(failure)}</span>}
      {remarks.map((remark) => (
        <span key={remark}>{remark}</span>
      ))}
    </footer>
  );
}

const endpointText = ({ address, port }: StreamEndpoint): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

function remarksOf(summary: StreamSummary, side: StreamSide): readonly string[] {
  const { kind, complete, length, missing, waiting } = summary;
  const remarks: string[] = [];
  if (!complete) remarks.push(words.partial(length));
  else if (length === 0) remarks.push(kind === 'http' ? words.emptyHttp : words.empty);
  else if (bytesOf(summary, side) === 0) remarks.push(words.emptySide);
  if (missing[0] + missing[1] > 0) remarks.push(words.missingIn(missing[0] + missing[1]));
  if (complete && waiting > 0) remarks.push(words.waiting(waiting));
  if (kind === 'tls') remarks.push(words.tlsHint);
  return remarks;
}
