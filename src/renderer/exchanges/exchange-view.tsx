/** One exchange: its heads side by side, or one of its bodies. */
import { useEffect, useState } from 'react';
import type { ExchangeDetail, ExchangeRow, MessageDetail, MessageSide } from '../../shared/exchanges-contract';
import { goToPacket } from '../actions/find';
import { run } from '../actions/notices';
import { askEngine } from '../bridge/engine-client';
import { Choice } from '../controls/choice';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { size } from '../messages/numbers';
import { BodyPreview } from './body-preview';
import { copyCurl, saveBody } from './exchange-actions';
import { noteTexts } from './exchange-notes';

const words = messages.exchanges;
type Part = 'headers' | 'response' | 'request';

export function ExchangeView({ row, close }: { readonly row: ExchangeRow; readonly close: () => void }) {
  const [part, setPart] = useState<Part>('headers');
  const { detail, failure } = useDetail(row.index);
  const side: MessageSide = part === 'request' ? 'request' : 'response';
  const message = detail?.[side];
  return (
    <section className="exchange-view" aria-label={words.detail}>
      <header className="view-header">
        <Choice
          label={words.detail}
          value={part}
          values={['headers', 'response', 'request'] as const}
          titles={words.tabs}
          choose={setPart}
        />
        <span className="exchange-notes" title={noteTexts(row.notes).join('\n')}>
          {noteTexts(row.notes).join(' · ')}
        </span>
        <span className="view-header-space" />
        {row.request && (
          <button type="button" className="button framed" onClick={() => run(copyCurl(row))}>
            {words.copyCurl}
          </button>
        )}
        {part !== 'headers' && message && (
          <button type="button" className="button framed" onClick={() => run(saveBody(row, side))}>
            {words.saveBody}
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-label={messages.capture.dismiss}
          title={messages.capture.dismiss}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      {failure !== undefined && <p className="pane-message">{words.detailFailed(failure)}</p>}
      {detail && part === 'headers' && <Heads detail={detail} />}
      {detail && part !== 'headers' && <BodyPreview exchange={row.index} side={side} message={message} />}
    </section>
  );
}

function useDetail(exchange: number): { detail: ExchangeDetail | undefined; failure: string | undefined } {
  const [detail, setDetail] = useState<ExchangeDetail>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let wanted = true;
    askEngine('exchange', { exchange }).then(
      (answer) => wanted && setDetail(answer),
      (error: Error) => wanted && setFailure(error.message),
    );
    return () => {
      wanted = false;
    };
  }, [exchange]);
  return { detail, failure };
}

function Heads({ detail }: { readonly detail: ExchangeDetail }) {
  const { request, response, informational, informationalCount, client, server } = detail;
  return (
    <div className="exchange-heads">
      <Head title={`${words.request} · ${client}`} message={request} missing={words.noRequest} />
      <div className="exchange-answers">
        {informational && <Head title={words.informational(informationalCount)} message={informational} missing="" />}
        <Head title={`${words.response} · ${server}`} message={response} missing={words.noAnswer} />
      </div>
    </div>
  );
}

function Head({
  title,
  message,
  missing,
}: {
  readonly title: string;
  readonly message: MessageDetail | undefined;
  readonly missing: string;
}) {
  if (!message) return <div className="exchange-head dim">{`${title}: ${missing}`}</div>;
  const { frames, framing, bodyBytes, missingBytes, complete, partialHead } = message;
  const facts = [
    ...(bodyBytes > 0 ? [`${size(bodyBytes)}, ${words.framing[framing]}`] : [words.framing[framing]]),
    ...message.codings,
    ...(partialHead ? [words.partialHead] : []),
    ...(missingBytes > 0 ? [words.missing(size(missingBytes))] : []),
    ...(complete ? [] : [words.incomplete]),
  ];
  return (
    <div className="exchange-head">
      <p className="exchange-head-title">
        {title} ·{' '}
        <button type="button" className="link" onClick={() => goToPacket(frames.first)}>
          {words.packetsOf(frames.first, frames.last)}
        </button>
        <span className="dim"> · {facts.join(' · ')}</span>
      </p>
      <p className="mono exchange-start-line">{message.startLine}</p>
      <dl className="mono exchange-headers">
        {message.headers.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
