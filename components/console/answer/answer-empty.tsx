import { Kbd } from '@/components/ui/kbd';

const SHORTCUTS: [keys: string, what: string][] = [
  ['Mod+Enter', 'Send, and cancel while it runs'],
  ['Mod+K', 'Find a route'],
  ['Alt+Up', 'Move a row up or down'],
  ['Mod+F', 'Search in the body'],
];

/** Before the first answer: one sentence and the keys. */
export function AnswerEmpty() {
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto bg-ground p-6">
      <div>
        <p className="mb-4 text-center text-muted">The answer appears here once you send the request.</p>
        <dl className="mx-auto grid w-fit grid-cols-[auto_auto] items-center gap-x-6 gap-y-2 text-muted text-xs">
          {SHORTCUTS.map(([keys, what]) => (
            <div key={keys} className="contents">
              <dt>{what}</dt>
              <dd className="justify-self-end">
                <Kbd keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
