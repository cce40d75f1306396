/** What each JSON-RPC method does, in the shapes of sharkd 4.0. */
import { basename } from 'node:path';

import type { EngineHost } from '../../engine/host';
import { CaptureFileError } from '../../engine/session';
import { catalogue } from '../../engine/session/open-session';
import { version } from '../../shared/version';
import { fieldTypes } from '../field-types';
import { analyse } from './analyse';
import { columnFormats } from './column-formats';
import { completeField } from './complete';
import { download } from './exported-objects';
import { follow, followers } from './follow';
import { frame, frames } from './frames';
import { intervals, iograph } from './intervals';
import { LoadedCapture } from './loaded-capture';
import { completePreference, RpcPreferences } from './preference-methods';
import { type Request, RpcError } from './request';
import { answerTaps, tapNames } from './taps';

const nothingLoaded = -2001;
const badFilter = -5001;
const unknownField = -5002;
const badComment = -3002;

export class RpcMethods {
  private capture: LoadedCapture | undefined;
  private readonly preferences = new RpcPreferences();

  constructor(private readonly host: EngineHost) {}

  /** The result of a request other than `bye`. @throws RpcError */
  async answer({ method, params }: Request): Promise<unknown> {
    switch (method) {
      case 'analyse':
        return analyse(this.loaded());
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
      case 'download':
        return download(this.loaded(), params);
      case 'dumpconf':
        return this.preferences.dump(params);
      case 'frames':
        // sharkd has no packets where no capture is loaded.
        return this.capture === undefined ? [] : frames(this.capture, params);
      case 'frame':
        return frame(this.loaded(), params);
      case 'intervals':
        return intervals(this.loaded(), params);
      case 'iograph':
        return iograph(this.loaded(), params);
      case 'setcomment':
        return this.setComment(params);
      case 'setconf':
        this.capture?.forgetViews();
        return this.preferences.set(params);
      case 'tap':
        return answerTaps(this.loaded(), params);
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
      capture = await LoadedCapture.open(this.host, file, this.preferences.settings);
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
    const first = session.time(1);
    const last = session.timeSpan()?.last;
    return {
      frames: packets,
      // Wireshark's first time is the first packet's, whichever is the earliest.
      duration: first === undefined || last === undefined ? 0 : Number(last - first) / 1e9,
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

  private setComment({ frame: number, comment }: Request['params']): object {
    const { session, packets } = this.loaded();
    if (Number(number) > packets) throw new RpcError(badComment, 'Frame number is out of range');
    session.setComments(Number(number), comment === undefined || comment === '' ? [] : [String(comment)]);
    return { status: 'OK' };
  }
}

function complete({ field, pref }: Request['params']): object {
  return {
    ...(field === undefined ? {} : { field: completeField(String(field)) }),
    ...(pref === undefined ? {} : { pref: completePreference(String(pref)) }),
  };
}

const info = {
  columns: columnFormats.map(({ name, format }) => ({ name, format })),
  ftypes: fieldTypes,
  version: `Sockeye ${version}`,
  ...tapNames,
  follow: followers,
};
