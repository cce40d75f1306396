/** Opening, closing and changing between the views beside the packets. */
import { app } from '../state/app-state';
import type { TabContent, TabGroup, TabPlace } from '../state/tabs';

/** Identifies a content: its kind and all it is about. */
export function tabId(content: TabContent): string {
  const about = Object.entries(content).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(about);
}

/** Brings the tab of this content to the front, opening it where there is none. */
export function openTab(content: TabContent, place: TabPlace = 'main'): void {
  const id = tabId(content);
  const { tabs } = app.get().tabs[place];
  const open = tabs.some((tab) => tab.id === id);
  setGroup(place, { tabs: open ? tabs : [...tabs, { id, content }], front: id });
}

/** Puts another content into an open tab: the next stream in the same tab, say. */
export function replaceTab(id: string, content: TabContent): void {
  for (const place of places) {
    const { tabs, front } = app.get().tabs[place];
    if (!tabs.some((tab) => tab.id === id)) continue;
    const newId = tabId(content);
    const others = tabs.filter((tab) => tab.id === id || tab.id !== newId);
    setGroup(place, {
      tabs: others.map((tab) => (tab.id === id ? { id: newId, content } : tab)),
      front: front === id ? newId : front,
    });
  }
}

/** Closes a tab; its neighbour comes to the front when it was there. */
export function closeTab(id: string): void {
  for (const place of places) {
    const { tabs, front } = app.get().tabs[place];
    const at = tabs.findIndex((tab) => tab.id === id);
    if (at < 0) continue;
    const rest = tabs.filter((tab) => tab.id !== id);
    setGroup(place, { tabs: rest, front: front === id ? (rest[at] ?? rest[at - 1])?.id : front });
  }
}

/** Closes every tab whose content fulfils a condition. */
export function closeTabs(condition: (content: TabContent) => boolean): void {
  for (const place of places)
    for (const tab of app.get().tabs[place].tabs) if (condition(tab.content)) closeTab(tab.id);
}

/** Brings a tab to the front; undefined shows the packets, or hides the panel. */
export function showTab(place: TabPlace, id: string | undefined): void {
  setGroup(place, { ...app.get().tabs[place], front: id });
}

/** Goes round the main tabs, the packets among them. */
export function stepTab(by: 1 | -1): void {
  const { tabs, front } = app.get().tabs.main;
  const ids = [undefined, ...tabs.map((tab) => tab.id)];
  showTab('main', ids[(ids.indexOf(front) + by + ids.length) % ids.length]);
}

const places: readonly TabPlace[] = ['main', 'panel'];

function setGroup(place: TabPlace, group: TabGroup): void {
  app.set({ tabs: { ...app.get().tabs, [place]: group } });
}
