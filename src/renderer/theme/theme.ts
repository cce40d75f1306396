/** Which theme is on: the user's choice, or what the system says. */
import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../../shared/settings';
import type { Theme } from './row-colours';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** The theme to draw; follows the system while the choice is `system`. */
export function useTheme(choice: ThemeChoice): Theme {
  const dark = useSyncExternalStore(
    (changed) => {
      systemIsDark.addEventListener('change', changed);
      return () => systemIsDark.removeEventListener('change', changed);
    },
    () => systemIsDark.matches,
  );
  if (choice !== 'system') return choice;
  return dark ? 'dark' : 'light';
}
