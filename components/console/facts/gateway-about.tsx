import type { ReactNode } from 'react';
import type { ApiSummary } from '@/lib/core/api';
import { Fact, FactList, FactsSection, Mono } from './facts-section';
import { ownerInWords } from './owner-words';
import { TimeText } from './time-text';

interface GatewayAboutProps {
  api: ApiSummary;
  aside?: ReactNode;
  /** What is said of this kind alone. */
  children: ReactNode;
}

/** What API Gateway says of each API, whatever its kind, and between it what its kind adds. */
export function GatewayAbout({ api, aside, children }: GatewayAboutProps) {
  return (
    <FactsSection title="About" aside={aside}>
      <FactList>
        <Fact name="Description">{api.description}</Fact>
        <Fact name="Id">
          <Mono>{api.id}</Mono>
        </Fact>
        <Fact name="Endpoint">{api.endpoint ? <Mono>{api.endpoint}</Mono> : null}</Fact>
        {children}
        <Fact name="Deployed by">{ownerInWords(api)}</Fact>
        <Fact name="Created">{api.createdAt ? <TimeText iso={api.createdAt} /> : null}</Fact>
      </FactList>
    </FactsSection>
  );
}
