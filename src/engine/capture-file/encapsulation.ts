/** Wireshark's own numbers for link types, the values of `frame.encap_type`: several link types can be one encapsulation. */
import { linkTypeDescription } from './link-types';

/** By link type; 0 where Wireshark 4.0 knows none. */
const encapsulations: readonly number[] = [
  15, 1, 184, 148, 0, 0, 2, 8, 3, 4, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 139, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 61, 10, 7, 0, 0, 28, 20, 11, 26, 174, 38, 0, 0, 28,
  25, 30, 0, 0, 39, 29, 21, 0, 32, 18, 13, 0, 0, 0, 23, 37, 9, 81, 82, 0, 87, 0, 68, 151, 67, 62, 75, 42, 43, 101, 33,
  44, 0, 0, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 24, 0, 63, 0, 76, 0, 66, 178, 179, 77, 78,
  0, 0, 0, 0, 83, 84, 85, 86, 0, 91, 181, 0, 92, 41, 93, 95, 109, 0, 97, 0, 0, 104, 100, 98, 0, 103, 197, 99, 147, 131,
  19, 0, 0, 0, 0, 112, 106, 108, 107, 111, 105, 113, 0, 0, 0, 0, 115, 0, 0, 0, 121, 122, 124, 125, 129, 130, 127, 146,
  0, 0, 0, 132, 133, 157, 0, 141, 135, 136, 180, 138, 0, 140, 0, 0, 149, 152, 153, 154, 155, 158, 159, 160, 161, 0, 171,
  172, 173, 0, 0, 0, 177, 0, 182, 0, 36, 0, 183, 185, 186, 199, 198, 200, 210, 0, 0, 204, 205, 0, 0, 206, 0, 0, 0, 211,
  208, 0, 212, 0, 214, 215, 216, 217,
];

/** 0, which is unknown, for a link type that Wireshark 4.0 does not know. */
export const encapsulationOf = (linkType: number): number => encapsulations[linkType] ?? 0;

/** What an encapsulation is, in words. */
export function encapsulationName(encapsulation: number): string {
  const linkType = encapsulation === 0 ? -1 : encapsulations.indexOf(encapsulation);
  return linkType < 0 ? 'Unknown' : linkTypeDescription(linkType);
}
