/** Words of the tabs beside the packet list and of the panel at the bottom. */
export const tabs = {
  main: 'Views',
  panel: 'Panel',
  start: 'Start',
  close: (title: string) => `Close ${title}`,
  beside: 'Show beside the packets',
  panelEdge: 'Edge of the panel',
  besideEdge: 'Edge of the view beside the packets',
  hidePanel: 'Hide the panel',
};
