export type Theme = 'light' | 'dark' | 'system';

/** What the server must know to render without a flash. */
export interface Preferences {
  theme: Theme;
  sidebar: boolean;
}

/** Reads the cookies that `writePreference` wrote; anything else counts as not chosen. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  const theme = cookie('signalbox-theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    sidebar: cookie('signalbox-sidebar') !== 'closed',
  };
}
