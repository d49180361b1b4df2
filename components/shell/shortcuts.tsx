'use client';

import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';

const GROUPS: { title: string; keys: [keys: string[], what: string][] }[] = [
  {
    title: 'Anywhere',
    keys: [
      [['Mod+K'], 'Search routes, APIs and actions'],
      [['Mod+Shift+F'], 'Search in the tree'],
      [['Mod+B', 'Mod+\\'], 'Show or hide the sidebar'],
      [['?'], 'Show these shortcuts'],
    ],
  },
  {
    title: 'In the tree',
    keys: [
      [['Up', 'Down'], 'Move'],
      [['Right', 'Left'], 'Open or go in, close or go out'],
      [['Enter'], 'Show'],
      [['Home', 'End'], 'First, last'],
      [['a … z'], 'Jump to what begins so'],
    ],
  },
  {
    title: 'In an API',
    keys: [
      [['Mod+Enter'], 'Send, or cancel while a request is on its way'],
      [['Alt+I', '1 … 9'], 'Choose an identity: by its number or first letters'],
      [['Mod+Shift+Enter'], 'Send as several identities and compare'],
      [['Alt+Up', 'Alt+Down'], 'Move a row up or down'],
      [['Mod+F'], 'Search in the answer'],
      [['Alt+L'], 'Show or hide the logs'],
    ],
  },
];

/** All shortcuts at a glance. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open title="Keyboard shortcuts" onClose={onClose} className="max-w-md">
      <div className="flex flex-col gap-5">
        {GROUPS.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="mb-1 text-muted text-xs">{group.title}</h3>
            <dl className="divide-y divide-line">
              {group.keys.map(([keys, what]) => (
                <div key={what} className="flex items-center justify-between gap-4 py-1.5">
                  <dt>{what}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {keys.map((key) => (
                      <Kbd key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
