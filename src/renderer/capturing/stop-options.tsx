/** The third part of the options: when the capture stops by itself. */
import type { CaptureSettings } from '../../shared/capture-settings';
import { messages } from '../messages/messages';
import type { Draft } from './draft';
import { LimitField, type Unit } from './limit-field';
import { byteUnits, timeUnits } from './units';

const words = messages.capturing.stop;

export function StopOptions({
  draft: { stop, ring },
  change,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
}) {
  const limits: readonly (readonly [keyof CaptureSettings['stop'], readonly Unit[], number, string])[] = [
    ['packets', [{ word: words.packets, factor: 1 }], 1000, words.packets],
    ['seconds', timeUnits, 60, words.time],
    ['bytes', byteUnits, 10 * 1024 * 1024, words.size],
    ['files', [{ word: words.files, factor: 1 }], 10, words.files],
  ];
  return (
    <fieldset>
      <legend>{words.heading}</legend>
      <div className="options-stops">
        {limits.map(([key, units, usual, label]) => (
          <LimitField
            key={key}
            label={`${words.heading} ${label}`}
            value={stop[key]}
            change={(value) => change({ stop: { ...stop, [key]: value } })}
            units={units}
            usual={usual}
            disabled={key === 'files' && !ring.on}
          />
        ))}
      </div>
    </fieldset>
  );
}
