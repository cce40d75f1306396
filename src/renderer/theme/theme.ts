/** Which theme is on: the user's choice, or what the system says. */
import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../../shared/settings';
import type { Theme } from './row-colours';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
/** All are told by one listener, so that React draws them together: the window first has its colours, then what reads them. */
const followers = new Set<() => void>();
systemIsDark.addEventListener('change', () => {
  for (const changed of followers) changed();
});

/** The theme to draw; follows the system while the choice is `system`. */
export function useTheme(choice: ThemeChoice): Theme {
  const dark = useSyncExternalStore(
    (changed) => {
      followers.add(changed);
      return () => followers.delete(changed);
    },
    () => systemIsDark.matches,
  );
  if (choice !== 'system') return choice;
  return dark ? 'dark' : 'light';
}
