'use client';

import { useEffect, useEffectEvent } from 'react';

interface Chord {
  key: string;
  mod: boolean;
  shift: boolean;
  alt: boolean;
}

function chordOf(keys: string): Chord {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  return {
    key: key.toLowerCase(),
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}

/** Whether an event is this chord. `Mod` is Ctrl, or the command key of an Apple keyboard. */
export function isChord(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> & { code?: string },
  keys: string,
): boolean {
  const chord = chordOf(keys);
  // With Option, Apple's keyboards type another sign than the one on the key.
  const byKey = chord.alt && event.code === `Key${chord.key.toUpperCase()}`;
  if (event.key.toLowerCase() !== chord.key && !byKey) return false;
  if ((event.ctrlKey || event.metaKey) !== chord.mod || event.altKey !== chord.alt) return false;
  // A sign such as ? may need Shift to be typed at all.
  return event.shiftKey === chord.shift || !/^[a-z0-9]|.../i.test(chord.key);
}

/**
 * Calls `run` when a chord is pressed anywhere, in the words of `Kbd`: `Mod+K`, `?`. Single keys are left alone while
 * a person types; so is everything during the composition of a character and with AltGr.
 */
export function useShortcut(keys: string, run: (event: KeyboardEvent) => void, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState('AltGraph')) return;
    if (!isChord(event, keys) || (isBare(keys) && isTyping(event.target))) return;
    event.preventDefault();
    run(event);
  });
  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}

const isBare = (keys: string) => !keys.includes('Mod') && !keys.includes('Alt');

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
