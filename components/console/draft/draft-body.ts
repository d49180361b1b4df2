import type { GatewayModel } from '@/lib/apis/gateway/contract';
import { exampleOf } from '@/lib/core/json-schema/example';
import { ModelSet } from '@/lib/core/json-schema/model-set';
import { type BodyMode, type Draft, type DraftRow, liveRows, nextRowId } from './draft';
import type { DraftBody, DraftRequest } from './draft-route';

const FORM = 'application/x-www-form-urlencoded';
const TEXTUAL = /^(text\/|application\/(.+\+)?(xml|yaml|javascript|graphql|sql|jose)\b)/i;

/** How a body of a content type is typed; null for forms with files, which must be put together elsewhere. */
export function bodyModeOf(contentType: string): BodyMode | null {
  if (isJson(contentType)) return 'json';
  if (mediaType(contentType) === FORM) return 'form';
  if (/^multipart\//i.test(contentType)) return null;
  return TEXTUAL.test(contentType) ? 'text' : 'file';
}

/** The one of the bodies that a draft is about: by its content type, else the first that is typed in this way. */
export function bodyOf(request: DraftRequest | undefined, draft: Draft): DraftBody | undefined {
  const bodies = request?.bodies ?? [];
  const row = liveRows(draft.headers).find(({ name }) => name.toLowerCase() === 'content-type');
  const named = row && bodies.find(({ contentType }) => mediaType(contentType) === mediaType(row.value));
  const alike = bodies.find(({ contentType }) => bodyModeOf(contentType) === draft.bodyMode);
  return named ?? alike ?? firstBody(request) ?? bodies[0];
}

/** The one that a new draft has: JSON before others, and never a form with files. */
export function firstBody(request: DraftRequest | undefined): DraftBody | undefined {
  const bodies = request?.bodies ?? [];
  const typed = bodies.filter(({ contentType }) => bodyModeOf(contentType) !== null);
  return typed.find(({ contentType }) => isJson(contentType)) ?? typed[0];
}

/** The same draft with a body of this content type. Texts that were typed stay, also those of other kinds of body. */
export function withContentType(draft: Draft, { contentType }: DraftBody): Draft {
  const bodyMode = bodyModeOf(contentType);
  const others = draft.headers.filter(({ name }) => name.toLowerCase() !== 'content-type');
  // Where the parts begin is said by whoever puts them together.
  const value = bodyMode === null ? `${mediaType(contentType)}; boundary=` : contentType;
  const row = { id: nextRowId(draft.headers), on: true, name: 'content-type', value };
  return { ...draft, bodyMode: bodyMode ?? 'file', headers: isImplied(contentType) ? others : [row, ...others] };
}

/** The same draft with an example as its body: one of the file, or one that is made from the model. */
export function withExample(draft: Draft, body: DraftBody, text: string): Draft {
  const next = withContentType(draft, body);
  switch (next.bodyMode) {
    case 'json':
      return { ...next, json: text };
    case 'text':
      return { ...next, text };
    case 'form':
      return { ...next, form: formRows(text) };
    default:
      return next;
  }
}

/** The example that comes first; null where there is none. */
export function exampleFor(body: DraftBody, models: readonly GatewayModel[]): string | null {
  return body.told?.examples[0]?.text ?? madeExample(body, models);
}

/** An example that is made from the model; null where it has none, or the body is neither JSON nor a form. */
export function madeExample({ contentType, model }: DraftBody, models: readonly GatewayModel[]): string | null {
  const mode = bodyModeOf(contentType);
  if (mode !== 'json' && mode !== 'form') return null;
  const known = models.filter(({ name }) => name === model);
  return known.length > 0 ? JSON.stringify(exampleOf(new ModelSet(models), model), null, 2) : null;
}

/** From JSON with a member for each field, or from a form as it is sent. */
function formRows(text: string): DraftRow[] {
  const pairs = Object.entries(membersOf(text) ?? Object.fromEntries(new URLSearchParams(text.trim())));
  return pairs.map(([name, value], at) => ({
    ...{ id: at + 1, on: true, name },
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

function membersOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Some generators write anything at all for JSON. */
function isJson(contentType: string): boolean {
  return /^(application\/([\w.-]+\+)?json\b|\*\/\*)/i.test(contentType);
}

/** The kind of body brings it along. */
function isImplied(contentType: string): boolean {
  return ['application/json', FORM, '*/*'].includes(contentType.toLowerCase());
}

function mediaType(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
