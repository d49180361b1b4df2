'use client';

import { useEffect, useState } from 'react';
import { ScrollRegion } from '@/components/console/scroll-region';
import { bodies } from '@/components/console/viewer/viewer-client';

/** An image of the answer. SVG too is only ever an <img>: there it runs no script and loads nothing. */
export function ImageView({ body, type }: { body: string; type: string }) {
  const [url, setUrl] = useState<string | null>(null);
  const [size, setSize] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void bodies.blob(body, type).then((blob) => {
      if (gone || !blob) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [body, type]);
  return (
    <ScrollRegion label="Image" className="bg-ground p-4">
      {url ? (
        // biome-ignore lint/performance/noImgElement: a blob of this page; there is nothing to optimise.
        <img
          src={url}
          alt="The body of the answer"
          className="max-w-full rounded border border-line bg-[repeating-conic-gradient(var(--chip)_0_25%,transparent_0_50%)] bg-[length:16px_16px]"
          onLoad={(event) => setSize(`${event.currentTarget.naturalWidth} × ${event.currentTarget.naturalHeight}`)}
          onError={() => setSize('This is no image that the browser can draw. Look at it as hex.')}
        />
      ) : null}
      <p className="mt-2 text-muted text-xs">{size}</p>
    </ScrollRegion>
  );
}
