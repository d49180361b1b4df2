import { FactsSection } from '@/components/console/facts/facts-section';
import { TimeText } from '@/components/console/facts/time-text';
import { Badge } from '@/components/ui/badge';

import type { AppSyncAuth, AppSyncKey } from '@/lib/apis/appsync-base/contract';

/** A key that ends within this time is worth a word: clients in the field hold it. */
const SOON_MS = 14 * 24 * 60 * 60 * 1000;

/** The keys of an API that takes keys, without their values, and when they end. */
export function KeyFacts({ detail }: { detail: { auth: readonly AppSyncAuth[]; keys: readonly AppSyncKey[] } }) {
  if (!detail.auth.some(({ mode }) => mode === 'API_KEY')) return null;
  return (
    <FactsSection
      title="API keys"
      part="API keys"
      none={
        detail.keys.length === 0 ? (
          <span className="text-warn">
            Every key has expired, or there is none, so nobody gets in with a key. Create one in AppSync or deploy one.
          </span>
        ) : null
      }
    >
      <ul className="space-y-1">
        {detail.keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center gap-x-3">
            <span>{key.description ?? 'Without a description'}</span>
            <span className="text-muted">
              expires <TimeText iso={new Date(key.expiresAt).toISOString()} />
            </span>
            {endsSoon(key) ? <Badge tone="warn">Soon</Badge> : null}
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function endsSoon({ expiresAt }: AppSyncKey): boolean {
  return expiresAt - Date.now() < SOON_MS;
}
