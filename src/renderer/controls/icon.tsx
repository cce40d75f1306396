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
  beside: 'M2 3h12v10H2zM8 3v10',
  bookmark: 'M4.5 2.5h7v11L8 10.5l-3.5 3z',
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
