'use client';

import type { Problem } from '@/lib/core/api';
import type { Catalogue } from './catalogue';
import { loadRoutes, refreshCatalogue } from './catalogue-store';
import { FailureCard } from './failure';
import type { AccountInUse } from './use-account';
import { useSaidAlready } from './use-said-already';

/** A card for each part that could not be read. What the card about the account says already is not said again. */
export function Problems({ catalogue, inUse }: { catalogue: Catalogue; inUse: AccountInUse }) {
  const { account, source } = inUse;
  const saidAlready = useSaidAlready(account);
  const whole: Problem[] = catalogue.failure ? [{ subject: 'APIs', failure: catalogue.failure }] : [];
  const fresh = ({ failure }: Problem) => !saidAlready(failure);
  const discovery = [...whole, ...catalogue.problems].filter(fresh);
  const crawl = catalogue.crawl.problems.filter(fresh);
  if (discovery.length + crawl.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {grouped(discovery).map(({ key, problem }) => (
        <FailureCard
          key={key}
          subject={problem.subject}
          failure={problem.failure}
          onRetry={source ? () => void refreshCatalogue(source) : undefined}
          retrying={catalogue.state === 'loading'}
        />
      ))}
      {grouped(crawl).map(({ key, problem }) => (
        <FailureCard
          key={key}
          subject={problem.subject}
          failure={problem.failure}
          onRetry={source ? () => void loadRoutes(source, 'full') : undefined}
          retrying={catalogue.crawl.state === 'full'}
        />
      ))}
    </div>
  );
}

/** Two hundred APIs may fail for one reason: that is one card. */
function grouped(problems: readonly Problem[]): { key: string; problem: Problem }[] {
  const cards = new Map<string, { problem: Problem; subjects: string[] }>();
  for (const problem of problems) {
    const key = `${problem.failure.code} ${problem.failure.message}`;
    const card = cards.get(key) ?? { problem, subjects: [] };
    card.subjects.push(problem.subject);
    cards.set(key, card);
  }
  return [...cards].map(([key, { problem, subjects }]) => ({
    key,
    problem: { ...problem, subject: listed(subjects) },
  }));
}

const NAMED = 3;

function listed(subjects: readonly string[]): string {
  const different = [...new Set(subjects)];
  const rest = different.length - NAMED;
  return rest > 0 ? `${different.slice(0, NAMED).join(', ')} and ${rest} more` : different.join(', ');
}
