import { Fact, FactList, FactsSection, Mono } from '@/components/console/facts/facts-section';
import { Badge } from '@/components/ui/badge';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import { MODES } from './modes';

/** The ways in which the API lets people in. */
export function AuthFacts({ auth }: { auth: readonly AppSyncAuth[] }) {
  return (
    <FactsSection title="Authorization">
      <ul className="space-y-3">
        {auth.map((one) => (
          <li key={one.id} className="rounded-lg border border-line p-3">
            <div className="flex items-center gap-2">
              <h3 className="font-medium">{MODES[one.mode].label}</h3>
              {one.isDefault ? <Badge>Default</Badge> : null}
            </div>
            <p className="mt-0.5 text-muted">{MODES[one.mode].sends}</p>
            <Particulars auth={one} />
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function Particulars({ auth: { userPool, openId, lambda } }: { auth: AppSyncAuth }) {
  if (!userPool && !openId && !lambda) return null;
  return (
    <div className="mt-2">
      <FactList>
        <Fact name="User pool">{userPool ? <Mono>{userPool.id}</Mono> : null}</Fact>
        <Fact name="App clients">{userPool?.clientIdPattern ? <Mono>{userPool.clientIdPattern}</Mono> : null}</Fact>
        <Fact name="Without a directive">
          {userPool?.defaultAction === 'DENY' ? 'Signed-in users are refused' : null}
        </Fact>
        <Fact name="Issuer">{openId ? <Mono>{openId.issuer}</Mono> : null}</Fact>
        <Fact name="Client ids">{openId?.clientIdPattern ? <Mono>{openId.clientIdPattern}</Mono> : null}</Fact>
        <Fact name="Issued within">{inSeconds(openId?.iatTtlMs)}</Fact>
        <Fact name="Signed in within">{inSeconds(openId?.authTtlMs)}</Fact>
        <Fact name="Function">{lambda ? <Mono>{lambda.arn}</Mono> : null}</Fact>
        <Fact name="Tokens look like">{lambda?.tokenPattern ? <Mono>{lambda.tokenPattern}</Mono> : null}</Fact>
        <Fact name="Remembered for">{inSeconds(lambda?.ttlSeconds, 1)}</Fact>
      </FactList>
    </div>
  );
}

function inSeconds(time: number | null | undefined, perSecond = 1000): string | null {
  return time === null || time === undefined ? null : `${time / perSecond} seconds`;
}
