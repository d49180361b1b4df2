'use client';

import { useEffect, useState } from 'react';
import { bodies } from '@/components/console/viewer/viewer-client';

/** Longer pages are cut: a preview is for error pages, not for archives. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Nothing loads and nothing runs, whatever the page asks for; the empty sandbox says the same a second time. */
const POLICY =
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'\">" +
  '<meta name="referrer" content="no-referrer">';

/** A page of an inspected API, drawn in a frame of an origin of its own without scripts, network or links. */
export function HtmlPreview({ body, charset }: { body: string; charset: string | null }) {
  const [page, setPage] = useState<{ text: string | null; cut: boolean } | null>(null);
  useEffect(() => {
    let gone = false;
    void bodies.text(body, charset, MOST_BYTES).then((found) => !gone && setPage(found));
    return () => {
      gone = true;
    };
  }, [body, charset]);
  if (page?.text == null) return <div className="flex-1 bg-ground" />;
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-ground">
      <p className="px-4 py-1.5 text-muted text-xs">
        A preview without scripts, network and links{page.cut ? ', of the first 2 MB' : ''}.
      </p>
      <iframe
        title="Preview of the answer"
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={POLICY + page.text}
        className="min-h-0 flex-1 border-0 bg-white"
      />
    </div>
  );
}
