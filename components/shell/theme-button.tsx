'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { writePreference } from '@/components/store';
import { IconButton } from '@/components/ui/button';
import type { Theme } from './preferences';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: Monitor, light: Sun, dark: Moon };
const NAMES: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };

/** Light, dark, or as the system; each press goes one on. */
export function ThemeButton({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const Icon = ICONS[theme];
  const change = () => {
    const next = NEXT[theme];
    setTheme(next);
    applyTheme(next);
  };
  return <IconButton label={`Theme: ${NAMES[theme]}`} icon={<Icon aria-hidden="true" size={16} />} onClick={change} />;
}

/** Shows a theme at once and keeps it for the server's next answer. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  writePreference('theme', theme === 'system' ? null : theme);
}
