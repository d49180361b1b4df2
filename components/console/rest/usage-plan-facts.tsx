import { Fact, FactList, FactsSection } from '@/components/console/facts/facts-section';
import type { RestUsagePlan } from '@/lib/apis/rest/contract';

interface UsagePlanFactsProps {
  plans: readonly RestUsagePlan[];
  source: 'HEADER' | 'AUTHORIZER';
}

/** Who may call how often. Keys are known by name alone. */
export function UsagePlanFacts({ plans, source }: UsagePlanFactsProps) {
  return (
    <FactsSection
      title="Usage plans"
      part="usage plans"
      none={plans.length === 0 ? 'No method asks for a key of a usage plan, or there is no plan.' : null}
    >
      {plans.length > 0 && source === 'AUTHORIZER' ? (
        <p className="mb-2 text-muted">The key comes from what the Lambda authorizer answers, not from a header.</p>
      ) : null}
      <ul className="space-y-3">
        {plans.map(({ id, name, stages, keys, throttle, methodThrottles, quota }) => (
          <li key={id} className="rounded-lg border border-line p-3">
            <h3 className="mb-2 font-medium">{name}</h3>
            <FactList>
              <Fact name="Stages">{stages.join(', ')}</Fact>
              <Fact name="Throttling">
                {throttle ? `${throttle.rate} requests a second, a burst of ${throttle.burst}` : null}
              </Fact>
              {methodThrottles.map(({ stage, key, rate, burst }) => (
                <Fact key={`${stage} ${key}`} name={`${key} in ${stage}`}>
                  {`${rate} requests a second, a burst of ${burst}`}
                </Fact>
              ))}
              <Fact name="Quota">
                {quota ? `${quota.limit.toLocaleString('en-GB')} requests a ${quota.period.toLowerCase()}` : null}
              </Fact>
              <Fact name="Keys">{keys.map((key) => key.name).join(', ') || 'None'}</Fact>
            </FactList>
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}
