/** A button that goes to the next of many, or back to the one before. */
import { Icon } from './icon';

export function Stepper({
  title,
  icon,
  enabled,
  step,
}: {
  readonly title: string;
  readonly icon: 'back' | 'forward';
  readonly enabled: boolean;
  readonly step: () => void;
}) {
  return (
    <button type="button" className="button" aria-label={title} title={title} disabled={!enabled} onClick={step}>
      <Icon name={icon} />
    </button>
  );
}
