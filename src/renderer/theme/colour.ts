/** Arithmetic on colours: hue, lightness, and the contrast that WCAG 2 asks of text. */

/** Red, green and blue, each from 0 to 1. */
export type Rgb = readonly [number, number, number];

/** Hue in degrees, saturation and lightness from 0 to 1. */
export type Hsl = readonly [number, number, number];

/** Parses `#rrggbb`. */
export function parseColour(text: string): Rgb {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 0xff) / 255, (value & 0xff) / 255];
}

/** Prints `#rrggbb`. */
export function printColour(colour: Rgb): string {
  return `#${colour
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

export function toHsl([red, green, blue]: Rgb): Hsl {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const range = most - least;
  const lightness = (most + least) / 2;
  if (range === 0) return [0, 0, lightness];
  const saturation = range / (1 - Math.abs(2 * lightness - 1));
  if (most === red) return [(((green - blue) / range + 6) % 6) * 60, saturation, lightness];
  if (most === green) return [((blue - red) / range + 2) * 60, saturation, lightness];
  return [((red - green) / range + 4) * 60, saturation, lightness];
}

export function fromHsl([hue, saturation, lightness]: Hsl): Rgb {
  const part = (offset: number): number => {
    const place = (offset + hue / 30) % 12;
    const reach = saturation * Math.min(lightness, 1 - lightness);
    return lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1));
  };
  return [part(0), part(8), part(4)];
}

/** Relative luminance as WCAG 2 defines it, from 0 (black) to 1 (white). */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast as WCAG 2 defines it, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The text colour nearest to `text` that reaches `least` contrast on `background`: same hue, darker or lighter. */
export function readable(text: Rgb, background: Rgb, least = 4.5): Rgb {
  const [hue, saturation, lightness] = toHsl(text);
  const step = luminance(background) > 0.18 ? -0.02 : 0.02;
  for (let tried = lightness; tried >= 0 && tried <= 1; tried += step) {
    const colour = fromHsl([hue, saturation, tried]);
    if (contrast(colour, background) >= least) return colour;
  }
  return step < 0 ? [0, 0, 0] : [1, 1, 1];
}
