/** Under the interfaces: why the chosen one cannot be captured, and the one thing to do about it. */
import { copyCommand, showRemedies, startChosen } from '../actions/capturing';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { useCapturing } from '../state/capturing';

const words = messages.capturing;

export function Obstacle({ name }: { readonly name: string }) {
  const capturability = useCapturing((state) => state.interfaces?.find((one) => one.name === name)?.capturability);
  if (!capturability || capturability.possible) return undefined;
  const { reason, remedies } = capturability;
  const [first] = remedies;
  return (
    <div className="obstacle" role="note">
      <p>{reason}</p>
      {first?.command !== undefined && <code className="mono">{first.command}</code>}
      {remedies.length > 0 && (
        <div className="obstacle-buttons">
          {first?.command !== undefined && (
            <button type="button" className="button framed" onClick={() => copyCommand(first.command ?? '')}>
              <Icon name="copy" />
              {words.remedies.copy}
            </button>
          )}
          {remedies.some(({ elevation }) => elevation) && (
            <button type="button" className="button framed" onClick={() => startChosen('pkexec')}>
              {words.remedies.elevate}
            </button>
          )}
          <button type="button" className="button" onClick={() => showRemedies(reason, remedies)}>
            {words.howToAllow}
          </button>
        </div>
      )}
    </div>
  );
}
