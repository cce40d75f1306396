/** A TCP stream in plain words, every clause linked to its packets, beside the connection's timeline. */
import './verdict-report.css';
import { useEffect, useRef, useState } from 'react';
import type { Clause, Verdict } from '../../../shared/exchanges-contract';
import { goToPacket } from '../../actions/find';
import { askEngine } from '../../bridge/engine-client';
import { messages } from '../../messages/messages';
import { useApp } from '../../state/app-state';
import { Timeline } from './timeline';

const words = messages.verdict;
/** While the capture grows, the stream is read again after so many milliseconds at the earliest, and after so many times as long as that took. */
const renewInterval = 1000;
const renewFactor = 10;

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
  const packets = useRef(0);
  packets.current = useApp((state) => state.capture?.status?.packets ?? 0);
  const [answer, setAnswer] = useState<{ stream: number; verdict: Verdict | undefined }>();
  const [failure, setFailure] = useState<string>();
  const known = answer?.stream === stream ? answer : undefined;
  useEffect(() => {
    if (!visible) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let told = -1;
    let took = 0;
    const later = (): void => {
      if (wanted) timer = setTimeout(ask, Math.max(renewInterval, took * renewFactor));
    };
    const ask = (): void => {
      if (told === packets.current) {
        later();
        return;
      }
      const asked = performance.now();
      told = packets.current;
      askEngine('verdict', { stream })
        .then(
          (verdict) => {
            took = performance.now() - asked;
            if (!wanted) return;
            setFailure(undefined);
            setAnswer({ stream, verdict });
          },
          (error: Error) => wanted && setFailure(error.message),
        )
        .finally(later);
    };
    ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [stream, visible]);
  return { verdict: known?.verdict, failure, missing: known !== undefined && known.verdict === undefined };
}

function Sentence({ clause }: { readonly clause: Clause }) {
  return (
    <p className={`clause ${clause.severity}`}>
      {clause.parts.map((part, index) => {
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
  return clauses
    .map(({ parts }) => parts.map((part) => (part.kind === 'packet' ? `#${part.frame}` : part.text)).join(''))
    .join('\n');
}
