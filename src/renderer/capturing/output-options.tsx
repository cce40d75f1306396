/** The second part of the options: the file that is written, or the ring of files. */
import type { CaptureSettings } from '../../shared/capture-settings';
import { run } from '../actions/notices';
import { askMain } from '../bridge/main-client';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';
import type { Draft } from './draft';
import { LimitField } from './limit-field';

import { byteUnits, timeUnits } from './units';

const words = messages.capturing.output;

export function OutputOptions({
  draft: { target, ring },
  change,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
}) {
  const choose = async (): Promise<void> => {
    const chosen = await askMain('chooseCaptureFile', undefined);
    if (chosen) change({ target: chosen });
  };
  const changeRing = (changes: Partial<CaptureSettings['ring']>): void => change({ ring: { ...ring, ...changes } });
  return (
    <>
      <fieldset>
        <label>
          <input
            type="radio"
            name="target"
            checked={target === undefined}
            onChange={() => change({ target: undefined })}
          />
          {words.toSpool}
        </label>
        <label>
          <input
            type="radio"
            name="target"
            checked={target !== undefined}
            onChange={() => change({ target: { token: '', name: '' } })}
          />
          {words.toFile}
          <button type="button" className="button framed" onClick={() => run(choose())}>
            {words.choose}
          </button>
          <span className="options-dim">{target === undefined || target.name === '' ? words.none : target.name}</span>
        </label>
      </fieldset>
      <fieldset>
        <CheckBox title={words.ring} on={ring.on} change={(on) => changeRing({ on })} />
        <p className="options-dim options-indent">{words.ringHint}</p>
        <div className="options-limits options-indent">
          <span>{words.nextAfter}</span>
          <LimitField
            label={words.nextAfter}
            value={ring.bytes}
            change={(bytes) => changeRing({ bytes })}
            units={byteUnits}
            usual={100 * 1024 * 1024}
            disabled={!ring.on}
          />
          <span>{words.or}</span>
          <LimitField
            label={words.nextAfter}
            value={ring.seconds}
            change={(seconds) => changeRing({ seconds })}
            units={timeUnits}
            usual={3600}
            disabled={!ring.on}
          />
          <span>{words.or}</span>
          <LimitField
            label={words.nextAfter}
            value={ring.packets}
            change={(packets) => changeRing({ packets })}
            units={[{ word: messages.capturing.stop.packets, factor: 1 }]}
            usual={100_000}
            disabled={!ring.on}
          />
          <span>{words.keep}</span>
          <LimitField
            label={words.keep}
            value={ring.files}
            change={(files) => changeRing({ files })}
            units={[{ word: words.filesWord, factor: 1 }]}
            usual={10}
            disabled={!ring.on}
          />
        </div>
      </fieldset>
    </>
  );
}
