/** What an interface carries now: a line over the last minute, and packets a second. */
import { Sparkline } from '../controls/sparkline';
import { messages } from '../messages/messages';
import { useCapturing } from '../state/capturing';

/** Seconds that the line shows. */
const shown = 60;

export function InterfaceTraffic({ name }: { readonly name: string }) {
  const rates = useCapturing((state) => state.rates.get(name));
  const now = rates?.at(-1);
  return (
    <span
      className="interface-traffic"
      title={now && messages.capturing.rateHint(now.packetsPerSecond, now.bytesPerSecond, now.drops)}
    >
      <Sparkline values={(rates ?? []).map(({ packetsPerSecond }) => packetsPerSecond)} points={shown} />
      <span>{now ? messages.capturing.rate(now.packetsPerSecond) : ''}</span>
    </span>
  );
}
