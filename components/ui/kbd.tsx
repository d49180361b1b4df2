'use client';

import { clsx } from 'clsx';
import { useSyncExternalStore } from 'react';

const never = () => () => {};
const APPLE = /Mac|iPhone|iPad/;
const SIGNS: Record<string, [apple: string, other: string]> = {
  Mod: ['⌘', 'Ctrl'],
  Alt: ['⌥', 'Alt'],
  Shift: ['⇧', 'Shift'],
  Enter: ['↵', 'Enter'],
  Up: ['↑', '↑'],
  Down: ['↓', '↓'],
  Left: ['←', '←'],
  Right: ['→', '→'],
  Escape: ['esc', 'Esc'],
};

/** Whether keys are drawn as on Apple's keyboards. The server draws the others'. */
function useApple(): boolean {
  return useSyncExternalStore(
    never,
    () => APPLE.test(navigator.platform),
    () => false,
  );
}

/** Apple writes its command key last: ⇧⌘F where others write Ctrl Shift F. */
const appleOrder = (keys: string) => keys.replace(/^Mod\+((?:Alt\+|Shift\+)+)/, '$1Mod+');

/** Keys as the reader's keyboard names them. `keys` joins them with `+`: `Mod+K`, `Mod+Shift+F`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const apple = useApple();
  const names = (apple ? appleOrder(keys) : keys).split('+').map((key) => SIGNS[key]?.[apple ? 0 : 1] ?? key);
  return (
    <kbd
      className={clsx(
        'inline-flex h-5 items-center rounded border border-line-strong bg-panel px-1 font-sans text-2xs text-muted',
        className,
      )}
    >
      {names.join(apple ? '' : ' ')}
    </kbd>
  );
}
