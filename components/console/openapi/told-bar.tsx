'use client';

import { VisibleText } from '@/components/console/answer/visible-text';
import { type Draft, isCatchAll } from '@/components/console/draft/draft';
import { handDraft } from '@/components/console/draft/draft-store';
import { Badge } from '@/components/ui/badge';
import { NativeSelect } from '@/components/ui/native-select';
import { toast } from '@/components/ui/toast';
import type { GatewayModel, GatewayRoute } from '@/lib/apis/gateway/contract';
import type { MatchedOperation } from '@/lib/core/openapi/match';
import { changedTo, operationDraft, type RouteTold } from './told-route';

interface ToldBarProps {
  /** Of the draft. */
  place: string;
  route: GatewayRoute;
  told: RouteTold;
  /** The operation that the draft is about. */
  operation: MatchedOperation | null;
  draft: Draft;
  models: readonly GatewayModel[] | undefined;
}

/** What an imported file says that the route is for, and where that is more than one thing, which of them is asked. */
export function ToldBar(props: ToldBarProps) {
  const { told, operation } = props;
  const { length } = told.operations;
  const only = length === 1 && operation !== null && operation.template === null;
  if (only && isWordless(operation)) return null;
  return (
    <section
      aria-label="What the OpenAPI file says"
      className="flex shrink-0 flex-wrap items-start gap-x-3 gap-y-1 border-line border-b px-4 py-1.5"
    >
      {only ? null : <OperationPicker {...props} />}
      <div className="min-w-48 flex-1 self-center">
        {operation ? (
          <Words operation={operation} />
        ) : (
          <p className="text-muted">
            This route serves {length === 1 ? 'one operation' : `${length} operations`} of the file.
          </p>
        )}
      </div>
    </section>
  );
}

function isWordless({ summary, description, deprecated }: MatchedOperation): boolean {
  return summary === null && !description?.trim() && !deprecated;
}

function Words({ operation }: { operation: MatchedOperation }) {
  const { summary, description, deprecated } = operation;
  if (isWordless(operation)) return null;
  const [first = '', ...rest] = (description ?? '').trim().split('\n');
  const title = summary ?? first;
  const more = summary === null ? rest.join('\n').trim() : (description ?? '').trim();
  const line = (
    <>
      <VisibleText text={title} />
      {deprecated ? (
        <Badge tone="warn" className="ml-2">
          Deprecated
        </Badge>
      ) : null}
    </>
  );
  if (more === '') return <p className="break-words text-muted">{line}</p>;
  return (
    <details>
      <summary className="cursor-default break-words text-muted">{line}</summary>
      <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-line break-words">
        <VisibleText text={more} />
      </p>
    </details>
  );
}

const NONE = '';

function OperationPicker({ place, route, told, operation, draft, models = [] }: ToldBarProps) {
  const offered = told.operations;
  const choose = (at: string) => {
    const chosen = offered[Number(at)];
    const next =
      at === NONE || !chosen
        ? withoutOperation(route, draft)
        : changedTo(operationDraft(route, { file: told.file, operation: chosen }, models), draft);
    handDraft(place, next);
    const what = chosen ? `The request is now that of ${nameOf(chosen, route)}.` : 'The request is no operation’s now.';
    toast(what, { undo: () => handDraft(place, draft) });
  };
  return (
    <NativeSelect
      label="Operation"
      className="max-w-80 font-mono text-xs"
      value={operation ? String(offered.indexOf(operation)) : NONE}
      {...(operation ? { shown: nameOf(operation, route) } : {})}
      items={[...nothing(operation), ...offered.map((one, at) => ({ value: String(at), label: labelOf(one, route) }))]}
      onValue={choose}
    />
  );
}

/** At the route's own path the method says which operation it is, and there is no way to mean none. */
function nothing(operation: MatchedOperation | null): { value: string; label: string }[] {
  if (!operation) return [{ value: NONE, label: 'Choose an operation' }];
  return operation.template === null ? [] : [{ value: NONE, label: 'No operation' }];
}

function withoutOperation(route: GatewayRoute, draft: Draft): Draft {
  return { ...draft, template: '', path: isCatchAll(route) ? '/' : null };
}

function nameOf({ method, template }: MatchedOperation, { path }: GatewayRoute): string {
  return `${method} ${template ?? path}`;
}

function labelOf(operation: MatchedOperation, route: GatewayRoute): string {
  const { summary } = operation;
  return summary ? `${nameOf(operation, route)}: ${summary}` : nameOf(operation, route);
}
