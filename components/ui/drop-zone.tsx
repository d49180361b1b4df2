'use client';

import { clsx } from 'clsx';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';

interface DropZoneProps {
  /** For the browser's own window to choose a file: `.json,.yaml`. */
  accept?: string;
  onFile: (file: File) => void;
  /** `choose` opens that window. */
  children: (choose: () => void) => ReactNode;
}

/** A place to drop one file, around the button that chooses one. */
export function DropZone({ accept, onFile, children }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file here is a shortcut for the button inside.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={clsx('rounded-lg border border-dashed p-4', over ? 'border-accent bg-selected' : 'border-line-strong')}
    >
      <input
        ref={input}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        className="hidden"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      {children(() => input.current?.click())}
    </div>
  );
}
