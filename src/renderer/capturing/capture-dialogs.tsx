/** The dialog of capturing that lies on top, if any. */
import { app, useApp } from '../state/app-state';
import { FiltersDialog } from './filters-dialog';
import { OptionsDialog } from './options-dialog';
import { RemediesDialog } from './remedies-dialog';
import { SourceDialog } from './source-dialog';

function close(): void {
  app.set({ dialog: undefined });
}

export function CaptureDialogs() {
  const dialog = useApp((state) => state.dialog);
  switch (dialog?.kind) {
    case 'capture-options':
      return <OptionsDialog close={close} />;
    case 'capture-filters':
      return <FiltersDialog close={close} />;
    case 'capture-source':
      return <SourceDialog close={close} />;
    case 'capture-remedies':
      return <RemediesDialog reason={dialog.reason} remedies={dialog.remedies} close={close} />;
    default:
      return undefined;
  }
}
