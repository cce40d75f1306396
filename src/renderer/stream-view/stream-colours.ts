/** The colours of a stream as the theme has them, for the terminal. */
import type { Rgb, StreamColours } from './ansi-lines';

/** Reads the colours that are in force now. */
export function streamColours(): StreamColours {
  const style = getComputedStyle(document.documentElement);
  const rgb = (token: string): Rgb => {
    const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(style.getPropertyValue(token).trim());
    const [r = 128, g = 128, b = 128] = digits?.slice(1).map((pair) => Number.parseInt(pair, 16)) ?? [];
    return [r, g, b];
  };
  return {
    client: rgb('--client'),
    clientBackground: rgb('--client-soft'),
    server: rgb('--server'),
    serverBackground: rgb('--server-soft'),
    clientSelected: rgb('--client-selected'),
    serverSelected: rgb('--server-selected'),
    dim: rgb('--dim'),
    background: rgb('--background'),
    match: rgb('--match'),
    currentMatch: rgb('--match-current'),
    onMatch: rgb('--on-match'),
  };
}

/** A colour in the form that the terminal's theme takes. */
export const hexColour = (colour: Rgb): string =>
  `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
