import { FlaskConical, ShieldAlert } from 'lucide-react';
import type { Dispatch } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftAction } from '@/components/console/draft/draft-reducer';

interface TestNoteProps {
  detail: CallableDetail;
  testable: boolean;
  /** Whose variables a test takes. */
  stage: string | null;
  draft: Draft;
  dispatch: Dispatch<DraftAction>;
}

/** What a test is and is not; and for a private API, that from here a test is what reaches it. */
export function TestNote({ detail, testable, stage, draft, dispatch }: TestNoteProps) {
  if (testable && draft.test) {
    return (
      <p
        role="status"
        className="flex shrink-0 items-start gap-2 border-line border-b bg-warn-soft px-4 py-1.5 text-warn"
      >
        <FlaskConical aria-hidden="true" size={14} className="mt-0.5 shrink-0" />
        <span className="min-w-0">
          API Gateway runs the method by itself, as it is now and not as it was deployed. What stands behind it is
          really called, with all its effects; authorizers, API keys, the resource policy and WAF are passed by. Stage
          variables are those of {stage ?? 'no stage'}.
        </span>
      </p>
    );
  }
  if (!testable || !detail.endpointTypes?.includes('PRIVATE')) return null;
  return (
    <p role="status" className="flex shrink-0 items-start gap-2 border-line border-b bg-accent-soft px-4 py-1.5">
      <ShieldAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0" />
      <span className="min-w-0 flex-1">This API is private: it answers within its VPC alone.</span>
      <button
        type="button"
        onClick={() => dispatch({ type: 'set', values: { test: true } })}
        className="shrink-0 rounded font-medium underline"
      >
        Test invoke instead
      </button>
    </p>
  );
}
