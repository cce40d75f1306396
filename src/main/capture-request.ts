/** Turns what the page asks to capture into options, after the user has agreed to every program, path and server it named. */
import { type BrowserWindow, dialog } from 'electron';
import type { CaptureRequest, CaptureSourceRequest } from '../shared/capture-contract';
import type { CaptureOptions, CaptureSource } from '../shared/live-capture';
import { remoteCommand } from './remote-command';

/** What the user agreed to since the program started. */
const agreed = new Set<string>();

/** The options; undefined when the user does not agree. `path` is the file to write, if one was chosen. */
export async function captureOptions(
  window: BrowserWindow,
  { sources, ring, stop, elevation }: CaptureRequest,
  path: string | undefined,
): Promise<CaptureOptions | undefined> {
  const wanted: CaptureSource[] = [];
  for (const source of sources) {
    const taken = sourceOf(source);
    if (!(await agrees(window, taken))) return undefined;
    wanted.push(taken);
  }
  return { sources: wanted, path, ring, stop, elevation };
}

function sourceOf(source: CaptureSourceRequest): CaptureSource {
  switch (source.kind) {
    case 'interface':
    case 'pipe':
    case 'tcp':
    case 'command':
      return source;
    case 'remote':
      return { kind: 'command', arguments: remoteCommand(source), name: `${source.interface} of ${source.host}` };
  }
}

/** A page that went wrong must not be able to run programs, read files or call servers: the user sees what it asks for, once. */
async function agrees(window: BrowserWindow, source: CaptureSource): Promise<boolean> {
  const [message, detail] = question(source);
  if (message === undefined || agreed.has(detail)) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons: ['Cancel', 'Start'],
    defaultId: 1,
    cancelId: 0,
  });
  if (response === 1) agreed.add(detail);
  return response === 1;
}

function question(source: CaptureSource): readonly [string, string] | readonly [undefined] {
  switch (source.kind) {
    case 'command':
      return ['Run this program and read packets from it?', source.arguments.map(visible).join('\n')];
    case 'pipe':
      return ['Read packets from this pipe?', visible(source.path)];
    case 'tcp':
      return ['Connect to this server and read packets from it?', `${visible(source.host)} port ${source.port}`];
    case 'interface':
      return [undefined];
  }
}

/** Nothing may hide behind control characters. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
