/** The views behind a row of tabs: all stay as they are, the one in front shows. */
import { Safe } from '../controls/safe';
import type { Tab } from '../state/tabs';
import { viewOf } from './tab-views';

export function TabPanels({ tabs, front }: { readonly tabs: readonly Tab[]; readonly front: string | undefined }) {
  return tabs.map(({ id, content }) => {
    const view = viewOf(content);
    const visible = id === front;
    return (
      <div key={id} role="tabpanel" className="tab-panel" aria-label={view.title(content)} hidden={!visible}>
        <Safe>
          <view.View content={content} visible={visible} />
        </Safe>
      </div>
    );
  });
}
