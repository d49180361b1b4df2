'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** Takes a mark off. Nobody does so by a slip: it is asked once. */
export function UnmarkDialog({ what, onUnmark, onClose }: { what: string; onUnmark: () => void; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`The ${what} is marked as production`}
      className="max-w-sm"
      footer={
        <>
          <Button onClick={onClose}>Keep the mark</Button>
          <Button
            onClick={() => {
              onUnmark();
              onClose();
            }}
          >
            Remove the mark
          </Button>
        </>
      }
    >
      <p>
        Requests that may change something (every method but GET, HEAD and OPTIONS, mutations, and the first message of
        a session) ask for its name before they are sent. The mark is kept in this browser.
      </p>
    </Dialog>
  );
}
