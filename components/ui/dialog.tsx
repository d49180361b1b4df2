'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './button';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** The title is read out but not drawn, and there is no close button: for a palette. */
  bare?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A modal window. Escape and a click beside it close it; the focus goes back where it was. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, bare, initialFocus, footer, className, children } = props;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={clsx(
            'fixed left-1/2 z-40 flex w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised text-base text-ink shadow-float outline-none',
            bare ? 'top-[12vh] max-h-[70vh]' : 'top-1/2 max-h-[85vh] -translate-y-1/2',
            className ?? 'max-w-lg',
          )}
        >
          {bare ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <div className="flex items-center justify-between gap-4 border-line border-b py-2 pr-2 pl-4">
              <Base.Title className="font-medium">{title}</Base.Title>
              <Base.Close render={<IconButton label="Close" icon={<X aria-hidden="true" size={15} />} />} />
            </div>
          )}
          <div className={clsx('min-h-0', bare ? 'flex flex-1 flex-col' : 'overflow-y-auto p-4')}>{children}</div>
          {footer ? <div className="flex justify-end gap-2 border-line border-t px-4 py-3">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
