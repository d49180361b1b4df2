import { VisibleText } from '@/components/console/answer/visible-text';
import { CopyButton } from '@/components/ui/copy-button';
import type { LogValue } from '@/lib/core/access-log/value';
import { kindOf } from '@/lib/core/access-log/variables';
import type { StoryAccess } from '@/lib/logs/story/contract';
import { valueInWords } from './gateway-words';
import { OpenInPane } from './open-in-pane';
import { StorySection } from './story-section';

/** The request's line in the access log, by AWS's names for what is in it. */
export function AccessSection({ access }: { access: StoryAccess }) {
  const { event, fields, group, ambiguous } = access;
  const known = (fields ?? []).filter(([, value]) => value !== null);
  const absent = (fields ?? []).filter(([, value]) => value === null);
  return (
    <StorySection
      title="Access log"
      group={group}
      actions={
        <>
          <OpenInPane log={access.place} word={idOf(access)} />
          <CopyButton what="line" size="small" text={event.message} />
        </>
      }
    >
      {fields ? (
        <dl aria-label="Access log" className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] font-mono text-xs">
          {known.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="py-px pr-4 text-code-key">{name}</dt>
              <dd className="min-w-0 break-words py-px">
                <Value name={name} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <pre className="whitespace-pre-wrap break-all font-mono text-xs">
          <VisibleText text={event.message} />
        </pre>
      )}
      {fields ? null : <p className="mt-1 text-muted text-xs">The line is not in the format of the stage.</p>}
      {absent.length > 0 ? (
        <p className="mt-1.5 break-words text-faint text-xs">
          Without a value: <span className="font-mono">{absent.map(([name]) => name).join(', ')}</span>
        </p>
      ) : null}
      {ambiguous ? (
        <p className="mt-1.5 text-muted text-xs">
          A value holds what the format has between values, so the line could be read in another way too.
        </p>
      ) : null}
    </StorySection>
  );
}

/** Null where the line names no request. */
function idOf({ fields }: StoryAccess): string | null {
  const found = fields?.find(([name, value]) => /^(requestId|extendedRequestId)$/.test(name) && value !== null);
  return found ? String(found[1]) : null;
}

function Value({ name, value }: { name: string; value: LogValue }) {
  const kind = kindOf(name);
  if (kind === 'time' && typeof value === 'number') return new Date(value).toISOString();
  return <VisibleText text={valueInWords(value, kind)} />;
}
