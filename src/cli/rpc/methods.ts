/** What each JSON-RPC method does, in the shapes of sharkd 4.0. */
import { basename } from 'node:path';

import type { EngineHost } from '../../engine/host';
import { CaptureFileError } from '../../engine/session';
import { catalogue } from '../../engine/session/open-session';
import type { HierarchyNode } from '../../engine/statistics/protocol-hierarchy';
import { version } from '../../shared/version';
import { fieldTypes } from '../field-types';
import { columnFormats } from './column-formats';
import { completeField } from './complete';
import { conversationTap, tableNames } from './conversation-taps';
import { follow, followers } from './follow';
import { frame, frames } from './frames';
import { intervals, iograph } from './intervals';
import { LoadedCapture } from './loaded-capture';
import { type Request, RpcError } from './request';

const nothingLoaded = -2001;
const badFilter = -5001;
const unknownField = -5002;
const badComment = -3002;
const unknownTap = -11012;

export class RpcMethods {
  private capture: LoadedCapture | undefined;

  constructor(private readonly host: EngineHost) {}

  /** The result of a request other than `bye`. @throws RpcError */
  async answer({ method, params }: Request): Promise<unknown> {
    switch (method) {
      case 'bye':
        return { status: 'OK' };
      case 'load':
        return await this.load(String(params.file));
      case 'status':
        return this.status();
      case 'info':
        return info;
      case 'check':
        return this.check(params);
      case 'complete':
        return complete(params);
      case 'frames':
        return frames(this.loaded(), params);
      case 'frame':
        return frame(this.loaded(), params);
      case 'intervals':
        return intervals(this.loaded(), params);
      case 'iograph':
        return iograph(this.loaded(), params);
      case 'setcomment':
        return this.setComment(params);
      case 'tap':
        return this.tap(params);
      default:
        return follow(this.loaded(), params);
    }
  }

  close(): void {
    this.capture?.close();
  }

  private loaded(): LoadedCapture {
    if (this.capture === undefined) throw new RpcError(nothingLoaded, 'No capture is loaded');
    return this.capture;
  }

  private async load(file: string): Promise<object> {
    let capture: LoadedCapture;
    try {
      capture = await LoadedCapture.open(this.host, file);
    } catch (error) {
      if (!(error instanceof CaptureFileError)) throw error;
      throw new RpcError(nothingLoaded, `Unable to open the file: ${error.message}`);
    }
    this.capture?.close();
    this.capture = capture;
    return { status: 'OK' };
  }

  private status(): object {
    if (this.capture === undefined) return { frames: 0, duration: 0 };
    const { session, path, packets } = this.capture;
    const span = session.timeSpan();
    return {
      frames: packets,
      duration: span === undefined ? 0 : Number(span.last - span.first) / 1e9,
      filename: basename(path),
      filesize: session.status().bytesTotal,
    };
  }

  private check({ filter, field }: Request['params']): object {
    if (filter !== undefined && filter !== '') {
      const problem = this.loaded().session.filters.judge(String(filter)).problem;
      if (problem !== undefined) throw new RpcError(badFilter, `Filter invalid - ${problem.message}`);
    }
    if (field !== undefined && catalogue.field(String(field)).length === 0)
      throw new RpcError(unknownField, `Field ${field} not found`);
    return { status: 'OK' };
  }

  private tap(params: Request['params']): object {
    if (params.tap0 === undefined) throw new RpcError(-32600, 'Mandatory parameter tap0 is missing');
    const taps: object[] = [];
    for (let index = 0; params[`tap${index}`] !== undefined; index++) {
      const name = String(params[`tap${index}`]);
      const table = conversationTap(this.loaded(), name);
      if (table === undefined && name !== 'phs') throw new RpcError(unknownTap, `The tap ${name} is not recognized`);
      taps.push(table ?? { tap: 'phs', type: 'phs', filter: '', protos: this.hierarchy() });
    }
    // sharkd answers what was asked for last first.
    return { taps: taps.reverse() };
  }

  private setComment({ frame: number, comment }: Request['params']): object {
    const { session, packets } = this.loaded();
    if (Number(number) > packets) throw new RpcError(badComment, 'The frame number is beyond the last packet');
    session.setComments(Number(number), comment === undefined || comment === '' ? [] : [String(comment)]);
    return { status: 'OK' };
  }

  private hierarchy(): readonly object[] {
    const { session } = this.loaded();
    const all = this.loaded().view('');
    return 'message' in all ? [] : protocols(session.hierarchy(all));
  }
}

const protocols = ({ children }: HierarchyNode): readonly object[] =>
  children.map((child) => ({
    proto: child.name,
    frames: child.packets,
    bytes: child.bytes,
    ...(child.children.length > 0 ? { protos: protocols(child) } : {}),
  }));

function complete({ field, pref }: Request['params']): object {
  return {
    ...(field === undefined ? {} : { field: completeField(String(field)) }),
    // There are no preferences to complete.
    ...(pref === undefined ? {} : { pref: [] }),
  };
}

const info = {
  version: `Sockeye ${version}`,
  columns: columnFormats.map(({ name, format }) => ({ name, format })),
  ftypes: fieldTypes,
  taps: [{ name: 'Protocol Hierarchy', tap: 'phs' }],
  stats: [],
  nstat: [],
  convs: Object.keys(tableNames).flatMap((name) => [
    { name: `Conversation List/${name}`, tap: `conv:${name}` },
    { name: `Endpoint/${name}`, tap: `endpt:${name}` },
  ]),
  seqa: [],
  eo: [],
  srt: [],
  rtd: [],
  follow: followers,
};
