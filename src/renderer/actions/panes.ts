/** Moving the focus between the panes. */

const order = ['filter', 'list', 'detail', 'bytes'];

/** Puts the focus into the next pane that is on screen, or the one before. */
export function focusNextPane(by: 1 | -1): void {
  const panes = order.flatMap((name) => {
    const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
    return pane ? [pane] : [];
  });
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + by + panes.length) % panes.length].focus();
}

/** Puts the focus into a pane, or into a bar's field, whose text is selected then. */
export function focusPane(name: 'filter' | 'list' | 'find'): void {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  pane?.focus();
  if (pane instanceof HTMLInputElement) pane.select();
  else if (pane?.isContentEditable) getSelection()?.selectAllChildren(pane);
}
