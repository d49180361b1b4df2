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
