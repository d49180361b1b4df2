import { type DocumentNode, getOperationAST, parse } from 'graphql';

/** The document, or null where it does not parse: the server is asked all the same and says why. */
export function documentOf(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return null;
  }
}

export function isSubscription(document: DocumentNode | null, operationName: string | null): boolean {
  return document !== null && getOperationAST(document, operationName)?.operation === 'subscription';
}

/**
 * The name under which an operation runs. GraphiQL learns of new text a moment late: where the document does not know
 * the name that it remembers and has but one operation, that is the one.
 */
export function nameToRun(document: DocumentNode | null, remembered: string | null): string | null {
  if (!document || getOperationAST(document, remembered)) return remembered;
  const only = getOperationAST(document, null);
  return only ? (only.name?.value ?? null) : remembered;
}
