/** What a menu shows. */

export type MenuItem =
  | {
      readonly kind: 'command';
      readonly title: string;
      /** As it is printed: `Ctrl+Shift+S`. */
      readonly shortcut?: string;
      readonly enabled: boolean;
      /** Undefined for what is not a switch. */
      readonly checked?: boolean;
      /** True for one of several that exclude each other. */
      readonly oneOfMany?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'separator' }
  | { readonly kind: 'submenu'; readonly title: string; readonly items: readonly MenuItem[] };
