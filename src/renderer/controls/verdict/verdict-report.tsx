/** A TCP stream in plain words, every clause linked to its packets, beside the connection's timeline. */
import './verdict-report.css';
import { useState } from 'react';
import type { Clause, Verdict } from '../../../shared/exchanges-contract';
import { goToPacket } from '../../actions/find';
import { usePacketsVersion, useRenewed } from '../../actions/renewed';
import { askEngine } from '../../bridge/engine-client';
import { messages } from '../../messages/messages';
import { Timeline } from './timeline';

const words = messages.verdict;

/** `short` shows the clauses that say something is wrong, and the first and last, until the user wants them all. */
export function VerdictReport({
  stream,
  visible,
  short = false,
}: {
  readonly stream: number;
  readonly visible: boolean;
  readonly short?: boolean;
}) {
  const { verdict, failure, missing } = useVerdict(stream, visible);
  const [whole, showWhole] = useState(!short);
  if (failure !== undefined) return <p className="verdict-message">{words.failed(failure)}</p>;
  if (missing) return <p className="verdict-message">{words.none}</p>;
  if (!verdict) return <p className="verdict-message">{words.looking}</p>;
  const shown = whole ? verdict.clauses : verdict.clauses.filter(isWorthy);
  return (
    <section className={`verdict ${whole ? 'whole' : ''}`} aria-label={words.title}>
      <div className="verdict-words">
        {shown.map((clause, index) => (
          <Sentence key={index} clause={clause} />
        ))}
        {short && (
          <button type="button" className="link" onClick={() => showWhole(!whole)}>
            {whole ? words.less : words.more}
          </button>
        )}
      </div>
      <Timeline phases={verdict.timeline} />
    </section>
  );
}

/** What a short report has: how it began and ended, and what is out of the ordinary. */
function isWorthy({ topic, severity }: Clause): boolean {
  return topic === 'opening' || topic === 'ending' || severity === 'warning' || severity === 'error';
}

function useVerdict(
  stream: number,
  visible: boolean,
): { verdict: Verdict | undefined; failure: string | undefined; missing: boolean } {
  const { value, failure } = useRenewed({
    about: `verdict ${stream}`,
    visible,
    version: usePacketsVersion(),
    ask: async () => ({ verdict: await askEngine('verdict', { stream }) }),
  });
  return { verdict: value?.verdict, failure, missing: value !== undefined && value.verdict === undefined };
}

function Sentence({ clause }: { readonly clause: Clause }) {
  return (
    <p className={`clause ${clause.severity}`}>
      {words.parts(clause).map((part, index) => {
        const key = `${index}`;
        if (part.kind === 'packet') return <PacketLink key={key} frame={part.frame} />;
        return part.kind === 'strong' ? <strong key={key}>{part.text}</strong> : <span key={key}>{part.text}</span>;
      })}
    </p>
  );
}

function PacketLink({ frame }: { readonly frame: number }) {
  return (
    <button type="button" className="link" title={words.goTo(frame)} onClick={() => goToPacket(frame)}>
      {words.packet(frame)}
    </button>
  );
}

/** The clauses as plain text, for copying. */
export function verdictText({ clauses }: Verdict): string {
  return clauses.map(words.text).join('\n');
}
