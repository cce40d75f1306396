/** Text of several lines from a capture, with the signs in it that would be obeyed instead of seen. */
import { visible } from '../../engine/bytes/visible';

/** Controls and direction signs as escapes; line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text
    .split(/(\r?\n|\t)/)
    .map((part, place) => (place % 2 === 0 ? visible(part) : part))
    .join('');
}
