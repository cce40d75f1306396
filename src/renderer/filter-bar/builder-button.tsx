/** The button that opens the filter builder. */
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { FilterBuilder } from './filter-builder';

export function BuilderButton() {
  const open = useApp((state) => state.builderOpen);
  return (
    <span className="builder-place">
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => app.set({ builderOpen: !open })}
      >
        {messages.filterBuilder.open}
      </button>
      {open && <FilterBuilder close={() => app.set({ builderOpen: false })} />}
    </span>
  );
}
