/** The window's icons: strokes on a 16 by 16 grid. */

const paths = {
  open: 'M1.5 13V3h4l1.5 2h7.5v8z',
  save: 'M2.5 2.5h9l2 2v9h-11zM5 2.5v4h5v-4M5 13.5v-4h6v4',
  close: 'M4 4l8 8M12 4l-8 8',
  reload: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  find: 'M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0M10.2 10.2 14 14',
  back: 'M10 3 5 8l5 5',
  forward: 'm6 3 5 5-5 5',
  first: 'M4 3v10M12 3 7 8l5 5',
  last: 'M12 3v10M4 3l5 5-5 5',
  goTo: 'M2 8h9M8 4.5 11.5 8 8 11.5M14 3v10',
  colours: 'M2 4h12M2 8h12M2 12h12',
  up: 'M3 10l5-5 5 5',
  down: 'M3 6l5 5 5-5',
  history: 'M3 6l5 5 5-5',
  add: 'M8 3v10M3 8h10',
  remove: 'M3 8h10',
  sockets: 'M5 2v4M11 2v4M3 6h10v2a5 5 0 0 1-10 0zM8 13v2',
  beside: 'M2 3h12v10H2zM8 3v10',
  bookmark: 'M4.5 2.5h7v11L8 10.5l-3.5 3z',
  start: 'M4.5 3v10l8.5-5z',
  stop: 'M4 4h8v8H4z',
  options:
    'M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8M8 1.5v2.2M8 12.3v2.2M1.5 8h2.2M12.3 8h2.2M3.4 3.4 5 5M11 11l1.6 1.6M3.4 12.6 5 11M11 5l1.6-1.6',
  autoScroll: 'M8 2v8.5M4.5 7 8 10.5 11.5 7M3 13.5h10',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3',
  check: 'M3 8.5 6.5 12 13 4.5',
  question: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2M8 11v.9',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.6v.9',
  follow: 'M2 5h10M9.5 2.5 12 5 9.5 7.5M14 11H4M6.5 8.5 4 11l2.5 2.5',
  only: 'M2 3h12L9.5 8.5V13l-3-1.5v-3z',
  without: 'M2 3h12L9.5 8.5V13l-3-1.5v-3zM2.5 14 14 1.5',
  apply: 'M2.5 8h10M9 4.5 12.5 8 9 11.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
