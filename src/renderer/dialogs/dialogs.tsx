/** The dialog that lies on top, if any. */
import { app, useApp } from '../state/app-state';
import { AboutDialog } from './about-dialog';
import { ColouringDialog } from './colouring-dialog';
import { ColumnsDialog } from './columns-dialog';
import { CommentListDialog } from './comment-list-dialog';
import { CommentsDialog } from './comments-dialog';
import { ConsoleDialog } from './console-dialog';
import { DisplayFiltersDialog } from './display-filters-dialog';
import { DissectionsDialog } from './dissections-dialog';
import { GoToDialog } from './go-to-dialog';
import { LaunchDialog } from './launch-dialog';
import { MacrosDialog } from './macros-dialog';
import { PropertiesDialog } from './properties-dialog';
import { SaveDialog } from './save-dialog';
import { SaveFilterDialog } from './save-filter-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';

function close(): void {
  app.set({ dialog: undefined });
}

export function Dialogs() {
  const dialog = useApp((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
    // Those of capturing are drawn by their own feature.
    case 'capture-options':
    case 'capture-filters':
    case 'capture-source':
    case 'capture-remedies':
      return undefined;
    case 'go-to':
      return <GoToDialog close={close} />;
    case 'properties':
      return <PropertiesDialog close={close} />;
    case 'comments':
      return <CommentsDialog number={dialog.number} close={close} />;
    case 'comment-list':
      return <CommentListDialog close={close} />;
    case 'save':
      return <SaveDialog purpose={dialog.purpose} close={close} />;
    case 'dissections':
      return <DissectionsDialog format={dialog.format} close={close} />;
    case 'colouring':
      return <ColouringDialog close={close} />;
    case 'columns':
      return <ColumnsDialog close={close} />;
    case 'display-filters':
      return <DisplayFiltersDialog close={close} />;
    case 'macros':
      return <MacrosDialog close={close} />;
    case 'save-filter':
      return <SaveFilterDialog place={dialog.place} close={close} />;
    case 'shortcuts':
      return <ShortcutsDialog close={close} />;
    case 'console':
      return <ConsoleDialog suggestion={dialog.request} close={close} />;
    case 'launch':
      return <LaunchDialog close={close} />;
    case 'about':
      return <AboutDialog close={close} />;
  }
}
