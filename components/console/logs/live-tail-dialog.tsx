'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** What Live Tail gives and what it costs, before it is started. */
export function LiveTailDialog({ onStart, onClose }: { onStart: () => void; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Follow by Live Tail"
      className="max-w-md"
      footer={
        <>
          <Button onClick={onClose}>Go on polling</Button>
          <Button variant="primary" onClick={onStart}>
            Start Live Tail
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <p>
          Live Tail brings lines about a second after CloudWatch has them. Polling, which is used otherwise, takes two
          to three seconds, costs nothing and leaves nothing out.
        </p>
        <ul className="list-disc space-y-1 pl-4 text-muted">
          <li>
            It costs about $0.01 for each minute that it is open, after 1,800 free minutes a month. Each log group is a
            session of its own. The price of your Region is on the CloudWatch pricing page.
          </li>
          <li>It shows at most 500 lines a second; of more it shows a sample, and a row says so.</li>
          <li>It begins now: nothing older is read. Lines that arrive late stand in their place.</li>
          <li>It ends after three hours, and an account has 15 sessions at once.</li>
        </ul>
      </div>
    </Dialog>
  );
}
