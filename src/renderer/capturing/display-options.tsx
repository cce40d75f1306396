/** The fourth part of the options: how the window shows what comes in. These settings hold at once. */
import { changeCaptureSettings } from '../actions/capturing';
import { run } from '../actions/notices';
import { setNameResolution } from '../actions/rows';
import { changeSettings } from '../actions/settings';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

const words = messages.capturing.display;

export function DisplayOptions() {
  const { capture, resolveNames, colourRows } = useApp((state) => state.settings);
  return (
    <fieldset>
      <CheckBox
        title={words.autoScroll}
        hint={words.autoScrollHint}
        on={capture.autoScroll}
        change={(autoScroll) => changeCaptureSettings({ autoScroll })}
      />
      <p className="options-dim options-indent">{words.autoScrollHint}</p>
      <CheckBox title={words.resolveNames} on={resolveNames} change={(on) => run(setNameResolution(on))} />
      <CheckBox title={words.colourRows} on={colourRows} change={(on) => changeSettings({ colourRows: on })} />
    </fieldset>
  );
}
