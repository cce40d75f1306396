/** A body as what it is: text, JSON put into lines, an image of a few well-known kinds, or bytes. Nothing of it ever runs. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BodyPart, MessageDetail, MessageSide } from '../../shared/exchanges-contract';
import { askEngine } from '../bridge/engine-client';
import { Choice } from '../controls/choice';
import { messages } from '../messages/messages';
import { size } from '../messages/numbers';
import { bytesText, imageType, maximumPreview, previewText } from './body-forms';

const words = messages.exchanges.body;
type Form = 'preview' | 'text' | 'bytes';

export function BodyPreview({
  exchange,
  side,
  message,
}: {
  readonly exchange: number;
  readonly side: MessageSide;
  readonly message: MessageDetail | undefined;
}) {
  const [part, setPart] = useState<BodyPart>();
  const [failure, setFailure] = useState<string>();
  const [form, setForm] = useState<Form>('preview');
  useEffect(() => {
    let wanted = true;
    setPart(undefined);
    askEngine('exchangeBody', { exchange, side, form: 'decoded', from: 0, length: maximumPreview }).then(
      (answer) => wanted && setPart(answer),
      (error: Error) => wanted && setFailure(error.message),
    );
    return () => {
      wanted = false;
    };
  }, [exchange, side]);
  if (failure !== undefined) return <p className="pane-message">{messages.exchanges.detailFailed(failure)}</p>;
  if (!message) return <p className="pane-message">{messages.exchanges.noAnswer}</p>;
  if (!part) return <p className="pane-message">{messages.exchanges.looking}</p>;
  if (part.bytes.length === 0) return <p className="pane-message">{words.empty}</p>;
  const notes = [
    message.mediaType,
    size(part.total),
    ...(part.bytes.length < part.total ? [words.cut(size(part.bytes.length), size(part.total))] : []),
    ...(part.state === 'complete' ? [] : [words.state[part.state]]),
  ].filter((note) => note !== '');
  return (
    <div className="body-preview">
      <div className="body-bar">
        <Choice
          label={words.form}
          value={form}
          values={['preview', 'text', 'bytes'] as const}
          titles={words.forms}
          choose={setForm}
        />
        <span className="dim">{notes.join(' · ')}</span>
      </div>
      <BodyContent part={part} mediaType={message.mediaType} form={form} />
    </div>
  );
}

function BodyContent({
  part,
  mediaType,
  form,
}: {
  readonly part: BodyPart;
  readonly mediaType: string;
  readonly form: Form;
}) {
  const image = form === 'preview' ? imageType(part.bytes) : undefined;
  const text = useMemo(
    () =>
      image !== undefined
        ? ''
        : form === 'bytes'
          ? bytesText(part.bytes)
          : previewText(part.bytes, mediaType, form === 'preview'),
    [part, mediaType, form, image],
  );
  if (image !== undefined) return <Picture bytes={part.bytes} type={image} />;
  return <textarea className="body-text mono" aria-label={words.preview} readOnly spellCheck={false} value={text} />;
}

/** A raster image, from a blob of ours whose type is told by its first bytes, never by what the server said. */
function Picture({ bytes, type }: { readonly bytes: Uint8Array; readonly type: string }) {
  const picture = useRef<HTMLImageElement>(null);
  const [note, setNote] = useState('');
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
    if (picture.current) picture.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [bytes, type]);
  return (
    <div className="body-picture">
      <img
        ref={picture}
        alt={words.preview}
        hidden={broken}
        onLoad={({ currentTarget }) => setNote(words.image(currentTarget.naturalWidth, currentTarget.naturalHeight))}
        onError={() => {
          setBroken(true);
          setNote(words.badImage);
        }}
      />
      <p className="dim">{note}</p>
    </div>
  );
}
