/** The fourth part of the options: how the window shows what comes in. These settings hold at once. */
import { changeCaptureSettings } from '../actions/capturing';
import { run } from '../actions/notices';
import { setNameResolution } from '../actions/rows';
import { changeSettings } from '../actions/settings';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

const words = messages.capturing.display;

export function DisplayOptions() {
  const { capture, resolveNames, colourRows } = useApp((state) => state.settings);
  return (
    <fieldset>
      <label title={words.autoScrollHint}>
        <input
          type="checkbox"
          checked={capture.autoScroll}
          onChange={(event) => changeCaptureSettings({ autoScroll: event.target.checked })}
        />
        {words.autoScroll}
      </label>
      <p className="options-dim options-indent">{words.autoScrollHint}</p>
      <label>
        <input
          type="checkbox"
          checked={resolveNames}
          onChange={(event) => run(setNameResolution(event.target.checked))}
        />
        {words.resolveNames}
      </label>
      <label>
        <input
          type="checkbox"
          checked={colourRows}
          onChange={(event) => changeSettings({ colourRows: event.target.checked })}
        />
        {words.colourRows}
      </label>
    </fieldset>
  );
}
