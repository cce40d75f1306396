/** Holds back a remark that keeps changing, such as where a file ends that is still being written: the panes would jump with it. */
import { useEffect, useState } from 'react';

/** How long a remark that took another one's place must have stood before it is shown, in milliseconds. */
const steady = 3000;

/** Whether to show the text: the first one at once, every later one when it has stood. */
export function useStanding(text: string | undefined): boolean {
  const [standing, setStanding] = useState(text);
  useEffect(() => {
    if (text === undefined) return;
    setStanding((first) => first ?? text);
    const timer = setTimeout(() => setStanding(text), steady);
    return () => clearTimeout(timer);
  }, [text]);
  return text !== undefined && text === standing;
}
