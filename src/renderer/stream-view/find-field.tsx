/** The field that finds in a stream, with the number of matches. */
import type { RefObject } from 'react';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { needleOf, type Search } from './use-stream-search';

const words = messages.stream;

export function FindField({
  search,
  length,
  field,
}: {
  readonly search: Search;
  /** Bytes of what is searched. */
  readonly length: number;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  const { query, setQuery, step } = search;
  return (
    <div className="stream-find" role="search">
      <input
        ref={field}
        type="text"
        className="stream-find-text mono"
        placeholder={words.find}
        aria-label={words.find}
        value={query.text}
        onChange={({ target }) => setQuery({ ...query, text: target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey);
          else if (event.key === 'Escape') setQuery({ ...query, text: '' });
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <button
        type="button"
        className="button"
        aria-pressed={query.caseSensitive}
        aria-label={words.caseSensitiveHint}
        title={words.caseSensitiveHint}
        disabled={query.hex}
        onClick={() => setQuery({ ...query, caseSensitive: !query.caseSensitive })}
      >
        {words.caseSensitive}
      </button>
      <button
        type="button"
        className="button"
        aria-pressed={query.hex}
        title={words.findHexHint}
        onClick={() => setQuery({ ...query, hex: !query.hex })}
      >
        {words.findHex}
      </button>
      <button
        type="button"
        className="button"
        aria-label={words.findPrevious}
        title={words.findPrevious}
        onClick={() => step(true)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="button"
        aria-label={words.findNext}
        title={words.findNext}
        onClick={() => step(false)}
      >
        <Icon name="down" />
      </button>
      <output className="stream-found">{foundText(search, length)}</output>
    </div>
  );
}

function foundText({ query, findings, current }: Search, length: number): string {
  if (query.text === '') return '';
  if (query.hex && needleOf(query, 'raw') === undefined) return words.noHex;
  if (findings === undefined) return '';
  const { count, done, limited, examined } = findings;
  if (count > 0) return words.found(current?.index ?? -1, count, done, limited);
  return done ? words.nothing : words.searching(length === 0 ? 1 : examined / length);
}
