/** How much of its limit the spool takes. */
import { messages } from '../messages/messages';
import { useCapturing } from '../state/capturing';

export function SpoolLine() {
  const spool = useCapturing((state) => state.spool);
  if (!spool) return undefined;
  const words = messages.capturing.spool;
  return (
    <p className="spool-line" title={words.folder(spool.folder)}>
      {words.line(spool.bytes, spool.limit, spool.free)}
    </p>
  );
}
