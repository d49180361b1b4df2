import { MODES } from '@/components/console/appsync/modes';
import { SourcesForm } from '@/components/console/auth/sources-form';
import { TokenView } from '@/components/console/auth/token-view';
import { type Identity, isSignedIn } from '@/components/identity/identity';
import { IdentityCard } from '@/components/identity/identity-card';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { ApiRef } from '@/lib/core/api';

interface AuthPaneProps {
  api: ApiRef;
  auth: AppSyncAuth;
  who: { place: IdentityPlace; chosen: Identity };
}

/** What the chosen mode asks for, and as whom operations run under it. */
export function AuthPane({ api, auth, who }: AuthPaneProps) {
  const { place, chosen } = who;
  const { label, sends } = MODES[auth.mode];
  return (
    <div className="space-y-5">
      <section aria-label="Mode">
        <h2 className="mb-1 font-medium">{label}</h2>
        <p className="text-muted">{sends}</p>
      </section>
      <IdentityCard place={place} identity={chosen} />
      {auth.mode === 'AWS_LAMBDA' ? <SourcesForm account={api.account} who={who} problems={[]} /> : null}
      {isSignedIn(chosen) || chosen.kind === 'pasted' ? (
        <TokenView key={chosen.id} identity={chosen} asked={place.asked} foresight={null} />
      ) : null}
    </div>
  );
}
