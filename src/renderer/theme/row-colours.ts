/** The colours of packet list rows: the colouring rules as they are in the light theme, their hue turned down in the dark one. */
import type { RuleSetting } from '../../shared/settings';
import { fromHsl, luminance, parseColour, printColour, type Rgb, readable, toHsl } from './colour';

export interface RowColour {
  readonly background: string;
  readonly text: string;
  /** The one colour that stands for the row in the minimap. */
  readonly mark: string;
}

export type Theme = 'light' | 'dark';

const darkText: Rgb = parseColour('#e3e4e2');
/** Below this luminance a rule's background is a signal, not a tint. */
const signalLuminance = 0.1;
/** Below this one it is so dark that its hue cannot be seen, and the text's hue speaks for it. */
const hueLuminance = 0.03;

/** Colours for every rule, in the rules' order. */
export function rowColours(rules: readonly RuleSetting[], theme: Theme): readonly RowColour[] {
  return rules.map((rule) => {
    const background = parseColour(rule.background);
    const text = parseColour(rule.foreground);
    return theme === 'light' ? lightColour(background, text) : darkColour(background, text);
  });
}

function lightColour(background: Rgb, text: Rgb): RowColour {
  const readableText = readable(text, background);
  const mark = luminance(background) < hueLuminance ? text : background;
  return { background: printColour(background), text: printColour(readableText), mark: printColour(mark) };
}

function darkColour(background: Rgb, text: Rgb): RowColour {
  const signal = luminance(background) < signalLuminance;
  const [hue, saturation, lightness] = toHsl(luminance(background) < hueLuminance ? text : background);
  const turnedDown = signal
    ? fromHsl([hue, 0.5, 0.15])
    : fromHsl([hue, saturation > 0.05 ? 0.26 : 0.03, lightness > 0.8 ? 0.145 : 0.22]);
  const shown = readable(signal ? fromHsl(lighter(toHsl(text))) : darkText, turnedDown);
  return {
    background: printColour(turnedDown),
    text: printColour(shown),
    mark: printColour(signal ? shown : fromHsl([hue, 0.3, 0.25])),
  };
}

function lighter([hue, saturation, lightness]: readonly [number, number, number]): [number, number, number] {
  return [hue, saturation, Math.max(lightness, 0.8)];
}
