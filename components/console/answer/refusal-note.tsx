import { ShieldX } from 'lucide-react';
import { refusalWords } from '@/components/console/auth/after-refusal';
import type { Exchange } from '@/components/console/exchange/exchange';
import { VisibleText } from './visible-text';

/** Why the API turned the request away, and what its `www-authenticate` means. Nothing for other answers. */
export function RefusalNote({ exchange }: { exchange: Exchange }) {
  const words = refusalWords(exchange);
  if (!words) return null;
  return (
    <div role="note" aria-label="Why it was refused" className="shrink-0 border-line border-b bg-raised px-4 py-2">
      <p className="flex items-start gap-2">
        <ShieldX aria-hidden="true" size={15} className="mt-0.5 shrink-0 text-warn" />
        <span className="min-w-0 break-words">{words.sentence}</span>
      </p>
      {words.said.length > 0 ? (
        <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 pl-6 text-xs" aria-label="www-authenticate">
          {words.said.map(({ name, value, meaning }) => (
            <div key={name} className="contents">
              <dt className="font-mono text-code-key">{name}</dt>
              <dd className="min-w-0 break-words">
                {value === '' ? null : (
                  <span className="font-mono">
                    <VisibleText text={value} />{' '}
                  </span>
                )}
                <span className="text-muted">{meaning}</span>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
