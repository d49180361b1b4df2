import type { ReactNode } from 'react';
import { StageAddresses } from '@/components/console/domains/stage-addresses';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import type { GatewayBase, GatewayStage } from '@/lib/apis/gateway/contract';
import { Fact, FactList, FactsSection, Mono } from './facts-section';
import { TimeText } from './time-text';

const SOURCES: Record<GatewayBase['source'], string | null> = {
  aws: null,
  'emulator-path': 'Worked out for an emulator, in its path form.',
  'emulator-host': 'Worked out for an emulator, in its host form.',
  unknown: 'It could not be worked out. Give it under Settings of a route.',
};

/** The stages: where each is reached, and what was deployed to it last. */
export function StageFacts<S extends GatewayStage>({
  apiId,
  stages,
  chosen,
  more,
}: {
  apiId: string;
  stages: readonly S[];
  chosen: string | null;
  /** What else a kind knows of a stage. */
  more?: (stage: S) => ReactNode;
}) {
  return (
    <FactsSection
      title="Stages"
      part="stages"
      none={stages.length === 0 ? 'It has no stage, so it cannot be called.' : null}
    >
      <ul className="space-y-3">
        {stages.map((stage) => (
          <li key={stage.name} className="rounded-lg border border-line p-3">
            <div className="mb-2 flex flex-wrap items-center gap-2">
              <h3 className="font-medium font-mono text-xs">{stage.name}</h3>
              {stage.name === chosen ? <Badge tone="accent">Chosen</Badge> : null}
              {stage.autoDeploy ? <Badge>Auto deploy</Badge> : null}
            </div>
            <Stage apiId={apiId} stage={stage} more={more?.(stage)} />
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function Stage({ apiId, stage, more }: { apiId: string; stage: GatewayStage; more: ReactNode }) {
  const { base, throttle, accessLog } = stage;
  const variables = Object.entries(stage.variables);
  return (
    <FactList>
      <Fact name="Base address">
        {base.url ? (
          <span className="flex items-center gap-1">
            <Mono>{base.url}</Mono>
            <CopyButton what="base address" size="small" text={base.url} />
          </span>
        ) : (
          'Not known'
        )}
        {SOURCES[base.source] ? <p className="text-faint text-xs">{SOURCES[base.source]}</p> : null}
        {base.pinnedTo ? <p className="text-faint text-xs">Connections go to {base.pinnedTo}.</p> : null}
      </Fact>
      <Fact name="Custom domains">
        <StageAddresses apiId={apiId} stage={stage.name} />
      </Fact>
      <Fact name="Last deployment">{stage.lastDeploymentMessage}</Fact>
      <Fact name="Deployment">{stage.deploymentId ? <Mono>{stage.deploymentId}</Mono> : null}</Fact>
      <Fact name="Updated">{stage.updatedAt ? <TimeText iso={stage.updatedAt} /> : null}</Fact>
      <Fact name="Throttling">{throttleInWords(throttle)}</Fact>
      <Fact name="Access log">{accessLog ? <Mono>{accessLog.destinationArn}</Mono> : 'Off'}</Fact>
      <Fact name="Stage variables">
        {variables.length > 0
          ? variables.map(([name, value]) => (
              <span key={name} className="block">
                <Mono>
                  {name} = {value}
                </Mono>
              </span>
            ))
          : null}
      </Fact>
      {more}
    </FactList>
  );
}

function throttleInWords(throttle: GatewayStage['throttle']): string | null {
  if (!throttle) return null;
  const rate = throttle.rate === null ? null : `${throttle.rate} requests a second`;
  const burst = throttle.burst === null ? null : `a burst of ${throttle.burst}`;
  return [rate, burst].filter(Boolean).join(', ') || null;
}
