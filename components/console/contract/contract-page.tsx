'use client';

import { Download, Search } from 'lucide-react';
import { useState } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import type { OpenedProps } from '@/components/console/opened';
import { save } from '@/components/console/save';
import { CodePane } from '@/components/console/viewer/code-pane';
import { FailureCard } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { NativeSelect } from '@/components/ui/native-select';
import { Spinner } from '@/components/ui/spinner';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { ContractFormat } from './queries';
import { useBody } from './use-body';
import { type Contract, useContract } from './use-contract';

export interface ContractPageProps extends Pick<OpenedProps<CallableDetail>, 'api' | 'detail'> {
  stage: GatewayStage | null;
  onStage: (name: string) => void;
}

const FORMATS: { value: ContractFormat; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'yaml', label: 'YAML' },
];

/** One API as OpenAPI: read, searched, copied, downloaded. */
export function ContractPage({ api, detail, stage, onStage }: ContractPageProps) {
  const [format, setFormat] = useState<ContractFormat>('json');
  const [finding, setFinding] = useState(false);
  const contract = useContract({ api, detail, stage, format });
  const { text } = contract;
  const body = useBody(text);
  return (
    <section aria-label="OpenAPI" className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-1.5">
        <h2 className="mr-2 font-medium">OpenAPI</h2>
        {stage ? (
          <NativeSelect
            label="Stage"
            value={stage.name}
            items={detail.stages.map(({ name }) => ({ value: name, label: name }))}
            onValue={onStage}
          />
        ) : null}
        {contract.by === 'aws' ? (
          <NativeSelect
            label="Format"
            value={format}
            items={FORMATS}
            onValue={(value) => setFormat(value === 'yaml' ? 'yaml' : 'json')}
          />
        ) : null}
        <span className="ml-auto flex items-center gap-1">
          <Button
            variant="ghost"
            size="small"
            icon={<Search aria-hidden="true" size={13} />}
            onClick={() => setFinding(true)}
          >
            Find
          </Button>
          {text === null ? null : <CopyButton what="document" size="small" text={text} />}
          {text === null ? null : (
            <Button
              size="small"
              icon={<Download aria-hidden="true" size={13} />}
              onClick={() => save(blobOf(contract, text), nameOf(detail, stage, contract))}
            >
              Download {contract.format.toUpperCase()}
            </Button>
          )}
        </span>
      </div>
      <Source contract={contract} stage={stage} />
      {body === null ? null : (
        <CodePane
          key={body}
          body={body}
          mode={contract.format === 'json' ? 'json' : 'text'}
          charset={null}
          label="Document"
          finding={finding}
          onFinding={setFinding}
        />
      )}
    </section>
  );
}

/** Where the document comes from, and what that means for what is in it. */
function Source({ contract, stage }: { contract: Contract; stage: GatewayStage | null }) {
  const { by, failure, text, busy, onRetry } = contract;
  if (text === null) {
    return (
      <p role="status" className="flex items-center gap-2 px-4 py-2 text-muted">
        <Spinner /> Reading what is deployed
      </p>
    );
  }
  if (by === 'aws') {
    return (
      <p className="border-line border-b px-4 py-1.5 text-muted text-xs">
        What stage {stage?.name} has deployed, as API Gateway exports it.
      </p>
    );
  }
  return (
    <div className="space-y-2 border-line border-b px-4 py-3">
      {failure ? <FailureCard failure={failure} subject="Export" retrying={busy} onRetry={onRetry} /> : null}
      <p className="text-muted">
        {stage ? '' : 'The API has no stage, so there is nothing to export. '}
        Signalbox put this document together from the routes as they are configured. What is not deployed yet is in it.
      </p>
    </div>
  );
}

function blobOf({ format }: Contract, text: string): Blob {
  return new Blob([text], { type: `application/${format}` });
}

function nameOf({ api }: CallableDetail, stage: GatewayStage | null, { format }: Contract): string {
  const words = [api.name, stage?.name ?? ''].map((word) => word.replace(/[^\p{L}\p{N}._-]+/gu, ''));
  return `${words.filter(Boolean).join('-') || 'openapi'}.${format}`;
}
