/** One reading of the captured packets: the index, and everything that is only true of it. Ignoring packets begins another one. */
import type { CaptureFile } from '../capture-file/capture-file';
import type { Catalogue } from '../declare/catalogue';
import type { DecodeSettings } from '../declare/dissection';
import type { FilterSource } from '../filter/compiled-filter';
import type { EngineHost } from '../host';
import { CaptureIndex } from '../index/index-pass';
import { HttpExchanges } from '../streams/exchanges/http-exchanges';
import { StreamVerdicts } from '../streams/verdict/stream-verdicts';
import { CaptureContext } from './capture-context';
import { columnText } from './columns';
import { PacketWalker } from './packet-walker';

/** Bytes of the file that a walker holds: for single packets, here and there. */
const smallWindow = 64 * 1024;
/** The same for walks through the whole capture. */
export const largeWindow = 4 * 1024 * 1024;

export class CaptureReading {
  readonly index: CaptureIndex;
  readonly context: CaptureContext;
  /** For one packet at a time. */
  readonly walker: PacketWalker;
  readonly filterSource: FilterSource;
  private httpExchanges: HttpExchanges | undefined;
  private streamVerdicts: StreamVerdicts | undefined;

  /** `isIgnored` tells whether the packet of a row (from 0) is left out of every analysis. */
  constructor(
    file: CaptureFile,
    catalogue: Catalogue,
    private readonly host: EngineHost,
    private readonly settings: DecodeSettings,
    isIgnored: (row: number) => boolean,
  ) {
    this.index = new CaptureIndex(file, catalogue, host, settings, isIgnored);
    this.context = new CaptureContext(file, this.index.table);
    this.walker = this.openWalker();
    this.filterSource = this.openFilterSource();
  }

  get table(): CaptureIndex['table'] {
    return this.index.table;
  }

  /** A walker with a window into the file of its own. */
  openWalker(windowSize = smallWindow): PacketWalker {
    return new PacketWalker(this.index, this.settings, this.host.now, this.context, windowSize);
  }

  /** A way to read packets for filters, with a window into the file of its own. */
  openFilterSource(windowSize = largeWindow): FilterSource {
    const walker = this.openWalker(windowSize);
    return {
      index: this.index,
      walk(row, sink, wantsInfo, layers) {
        walker.walk(row, sink, wantsInfo, layers);
        return walker.dissection;
      },
      frame: (row) => walker.frame(row),
      column: columnText,
      hasTimeReferences: () => this.context.timeReferenceFrames.length > 0,
    };
  }

  get exchanges(): HttpExchanges {
    this.httpExchanges ??= new HttpExchanges(() => this.openFilterSource(), this.host);
    return this.httpExchanges;
  }

  get verdicts(): StreamVerdicts {
    this.streamVerdicts ??= new StreamVerdicts(this.openFilterSource(), this.host);
    return this.streamVerdicts;
  }
}
