'use client';

import type { HeldLine } from '@/components/console/line/held-line';
import { NativeSelect } from '@/components/ui/native-select';
import type { SpokenTo } from './spoken-to';

/** To whom the message goes. Nothing where there is only one session. */
export function SpokenToChoice({ lines, spoken }: { lines: readonly HeldLine[]; spoken: SpokenTo }) {
  if (lines.length < 2) return null;
  return (
    <NativeSelect
      label="Send as"
      value={spoken.to}
      items={[
        ...lines.map(({ id, label }) => ({ value: id, label: label.as })),
        { value: 'all', label: 'All open sessions' },
      ]}
      onValue={spoken.speakTo}
      className="w-44"
    />
  );
}
