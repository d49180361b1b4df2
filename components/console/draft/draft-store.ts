import { localSlot, type Slot, sessionSlot } from '@/components/store';
import { isSecretHeader, MASK, redactHeader, redactQuery, redactText } from '@/lib/core/redact';
import { type Draft, type DraftRow, isCatchAll } from './draft';
import type { DraftRoute } from './draft-route';
import { parseDraft } from './draft-schema';
import { newDraft } from './new-draft';

// Where drafts live: whole in the page, without what authenticates in the tab's storage (it survives a reload), and
// redacted in the browser's (it survives the tab).

/** Longer bodies are not written to the browser's storage, of which there is little. */
const STORED_CHARACTERS = 256 * 1024;

const drafts = new Map<string, Draft>();
const files = new Map<string, File>();

/** The draft for the tab: secret headers stay in the page. */
export function withoutCredentials(draft: Draft): Draft {
  const masked = (row: DraftRow) => (isSecretHeader(row.name) && row.value ? { ...row, value: MASK } : row);
  return { ...draft, headers: draft.headers.map(masked) };
}

/** The draft with everything masked that has the shape of a secret. */
export function redactDraft(draft: Draft): Draft {
  const clean = withoutCredentials(draft);
  const row = (one: DraftRow): DraftRow => ({ ...one, value: redactQuery([[one.name, one.value]])[0]?.[1] ?? '' });
  return {
    ...clean,
    path: clean.path === null ? null : redactText(clean.path),
    template: redactText(clean.template),
    parameters: Object.fromEntries(Object.entries(clean.parameters).map(([name, value]) => [name, redactText(value)])),
    query: clean.query.map(row),
    headers: clean.headers.map((one) => ({ ...one, value: redactHeader(one.name, one.value) })),
    form: clean.form.map(row),
    json: redactText(clean.json),
    text: redactText(clean.text),
  };
}

function slots(place: string): { tab: Slot<Draft | null>; browser: Slot<Draft | null> } {
  const options = { fallback: null, parse: parseDraft };
  return { tab: sessionSlot(`draft:${place}`, options), browser: localSlot(`draft:${place}`, options) };
}

/** The draft of a place as it was left, or a new one. Methods that the route does not take are not kept. */
export function readDraft(place: string, route: DraftRoute, fresh = () => newDraft(route)): Draft {
  const { tab, browser } = slots(place);
  const kept = drafts.get(place) ?? tab.read() ?? browser.read();
  if (!kept) return fresh();
  const path = kept.path ?? (kept.template === '' && isCatchAll(route) ? '/' : null);
  return { ...kept, path, method: route.method === 'ANY' ? kept.method : route.method };
}

/** Keeps the draft for the life of the page. */
export function holdDraft(place: string, draft: Draft): void {
  drafts.set(place, draft);
}

const listeners = new Map<string, Set<(draft: Draft) => void>>();

/** Fills in a draft from elsewhere, whether or not its route is on screen. */
export function handDraft(place: string, draft: Draft): void {
  holdDraft(place, draft);
  writeDraft(place, draft);
  for (const listener of listeners.get(place) ?? []) listener(draft);
}

/** Tells whoever has the draft on screen that it was filled in from elsewhere. */
export function onHandedDraft(place: string, listener: (draft: Draft) => void): () => void {
  const here = listeners.get(place) ?? new Set();
  listeners.set(place, here.add(listener));
  return () => here.delete(listener);
}

/** Writes the draft down. Bodies that do not fit the browser's storage live as long as the page. */
export function writeDraft(place: string, draft: Draft): void {
  const { tab, browser } = slots(place);
  tab.write(withoutCredentials(draft));
  const large = draft.json.length + draft.text.length > STORED_CHARACTERS;
  browser.write(redactDraft(large ? { ...draft, json: '', text: '' } : draft));
}

export function fileOf(place: string): File | null {
  return files.get(place) ?? null;
}

export function keepFile(place: string, file: File | null): void {
  if (file) files.set(place, file);
  else files.delete(place);
}
