/** What the capture's own header says of a frame, handed to the frame's walk as bits of its selector. */
export const frameTrait = {
  /** Four bytes of check sequence stand at its end. */
  check: 1,
  /** Header and body are padded to four bytes. */
  padded: 2,
} as const;
