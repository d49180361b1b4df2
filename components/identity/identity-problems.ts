import type { Asked } from './asked';
import { valuesFor } from './auth-for';
import type { Identity } from './identity';

/** A value that a Lambda authorizer asks for and that is still missing: `source-0` for the first. */
export interface IdentityProblem {
  field: string;
  message: string;
}

/** What the person must still give before a request can go out as this identity. */
export function identityProblems(identity: Identity, asked: Asked): IdentityProblem[] {
  if (identity.kind !== 'sources') return [];
  return valuesFor(asked, identity.values).flatMap(({ name, value }, at) => {
    const message =
      value.trim() === ''
        ? `The authorizer asks for ${name}.`
        : /[\r\n]/.test(value)
          ? 'It cannot hold a line break.'
          : null;
    return message ? [{ field: `source-${at}`, message }] : [];
  });
}
