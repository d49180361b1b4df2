'use client';

import { clsx } from 'clsx';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { localSlot, useSlot } from '@/components/store';

interface SplitProps {
  /** Under which name the share is remembered. */
  id: string;
  /** The name of the bar between the panes, for screen readers. */
  label: string;
  first: ReactNode;
  /** Null for none: then the first has all the room, and stays what it is. */
  second: ReactNode | null;
  /** `row`: side by side, stacked where there is less than 700 px. `column`: always one above the other. */
  direction?: 'row' | 'column';
  /** The share of the first pane at the beginning, in percent. */
  initial?: number;
  /** When it becomes true, a second pane that lies below the fold of the stacked ones is brought into view. */
  turnToSecond?: boolean;
  className?: string;
}

const LEAST = 20;
const MOST = 80;
const STEPS: Record<string, number> = { ArrowLeft: -2, ArrowUp: -2, ArrowRight: 2, ArrowDown: 2, Home: -100, End: 100 };
const within = (share: number) => Math.min(MOST, Math.max(LEAST, share));
// On the server there is no layout to speak of.
const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** Two panes and a bar that moves between them: drag it, or focus it and use the arrow keys. Double click restores. */
export function Split(props: SplitProps) {
  const { id, label, first, second, direction = 'row', initial = 50, turnToSecond = false, className } = props;
  const slot = useMemo(
    () =>
      localSlot<number>(`split:${id}`, {
        fallback: initial,
        parse: (value) => (typeof value === 'number' && Number.isFinite(value) ? within(value) : null),
      }),
    [id, initial],
  );
  const [share, setShare] = useSlot(slot);
  const root = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLDivElement>(null);
  const row = direction === 'row';

  // By script, not as a style attribute: those of server-rendered markup are refused by the content security policy.
  useBrowserLayoutEffect(() => root.current?.style.setProperty('--share', `${share}%`), [share]);

  useEffect(() => {
    // Side by side both are in view, and nothing moves.
    if (turnToSecond) last.current?.scrollIntoView({ block: 'nearest' });
  }, [turnToSecond]);

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !root.current) return;
    const box = root.current.getBoundingClientRect();
    const part = row ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    setShare(within(Math.round(part * 1000) / 10));
  };
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setShare(within(share + by * (event.shiftKey ? 5 : 1)));
  };

  return (
    <div className={clsx('@container min-h-0 min-w-0', className)}>
      <div
        ref={root}
        className={clsx(
          'flex h-full min-h-0 min-w-0',
          row ? '@max-[700px]:flex-col @max-[700px]:overflow-y-auto' : 'flex-col',
        )}
      >
        <div
          className={clsx(
            'flex min-h-0 min-w-0 shrink-0 flex-col',
            second === null ? 'h-full w-full' : row ? 'w-(--share,50%) @max-[700px]:w-full' : 'h-(--share,50%)',
          )}
        >
          {first}
        </div>
        {second === null ? null : (
          <>
            {/* biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget; hr is not. */}
            <div
              role="separator"
              tabIndex={0}
              aria-label={label}
              aria-orientation={row ? 'vertical' : 'horizontal'}
              aria-valuemin={LEAST}
              aria-valuemax={MOST}
              aria-valuenow={Math.round(share)}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={drag}
              onDoubleClick={() => setShare(initial)}
              onKeyDown={step}
              className={clsx(
                'relative shrink-0 touch-none bg-line transition-colors after:absolute hover:bg-accent focus-visible:bg-accent active:bg-accent',
                row
                  ? 'w-px cursor-col-resize after:inset-y-0 after:-inset-x-1 @max-[700px]:hidden'
                  : 'h-px cursor-row-resize after:inset-x-0 after:-inset-y-1',
              )}
            />
            <div
              ref={last}
              className={clsx(
                'flex min-h-0 min-w-0 flex-1 flex-col',
                row && '@max-[700px]:h-[75dvh] @max-[700px]:flex-none @max-[700px]:border-line @max-[700px]:border-t',
              )}
            >
              {second}
            </div>
          </>
        )}
      </div>
    </div>
  );
}
