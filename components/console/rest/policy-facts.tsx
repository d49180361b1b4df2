import { FactsSection } from '@/components/console/facts/facts-section';
import type { ResourcePolicy } from '@/lib/apis/rest/contract';

/** Who may call from where, in words and as it was written. */
export function PolicyFacts({ policy, isPrivate }: { policy: ResourcePolicy | null; isPrivate: boolean }) {
  return (
    <FactsSection title="Resource policy">
      {policy ? <Policy policy={policy} /> : <p className="text-muted">{withoutPolicy(isPrivate)}</p>}
    </FactsSection>
  );
}

function withoutPolicy(isPrivate: boolean): string {
  return isPrivate
    ? 'It has none, and a private API without one lets nobody in.'
    : 'It has none: only what each method asks for decides.';
}

function Policy({ policy: { text, sentences, problem } }: { policy: ResourcePolicy }) {
  return (
    <div className="space-y-2">
      {problem ? <p className="text-warn">{problem}</p> : null}
      <ul className="list-disc space-y-0.5 pl-4">
        {sentences.map((sentence, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: statements may repeat and never move.
          <li key={at} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
      <details>
        <summary className="cursor-default text-muted text-xs">As it was written</summary>
        <pre className="mt-1 whitespace-pre-wrap break-words rounded-lg border border-line bg-ground p-3 font-mono text-xs">
          {text}
        </pre>
      </details>
    </div>
  );
}
