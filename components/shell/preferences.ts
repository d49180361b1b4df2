export type Theme = 'light' | 'dark' | 'system';

export interface SidebarPreference {
  open: boolean;
  /** In pixels. */
  width: number;
}

/** What the server must know to render without a flash. */
export interface Preferences {
  theme: Theme;
  sidebar: SidebarPreference;
}

export const SIDEBAR = { least: 200, usual: 264, most: 560 };

/** Reads the cookies that `writePreference` wrote; anything else counts as not chosen. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  const theme = cookie('signalbox-theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    sidebar: readSidebar(cookie('signalbox-sidebar')),
  };
}

export function sidebarText({ open, width }: SidebarPreference): string {
  return `${open ? 'open' : 'closed'}-${width}`;
}

function readSidebar(text: string | undefined): SidebarPreference {
  const [, state, width] = /^(open|closed)-(\d{1,4})$/.exec(text ?? '') ?? [];
  return { open: state !== 'closed', width: sidebarWidth(Number(width ?? SIDEBAR.usual)) };
}

export function sidebarWidth(width: number): number {
  return Math.round(Math.min(SIDEBAR.most, Math.max(SIDEBAR.least, width)));
}
