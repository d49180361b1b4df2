import 'server-only';
import { AppError } from '@/lib/core/error';
import { wrongHeader } from '@/lib/egress/headers';
import type { SourceValue } from './contract';
import type { Owned, Proof } from './scheme';

/** Puts values where an authorizer looks for them. `field` is where the person typed a value, by its place in the list. */
export function place(values: readonly SourceValue[], field: (at: number) => string): Proof {
  const proof: Proof = { headers: [], query: [] };
  values.forEach(({ in: where, name, value }, at) => {
    if (value.trim() === '')
      throw wrong(`There is no value for ${name}. An authorizer refuses without asking.`, field(at));
    const problem = where === 'header' ? wrongHeader(name, value) : null;
    if (problem !== null) throw wrong(problem, field(at));
    (where === 'header' ? proof.headers : proof.query).push([name, value]);
  });
  return proof;
}

export function ownedBy(values: readonly Pick<SourceValue, 'in' | 'name'>[]): Owned {
  const names = (where: SourceValue['in']) => values.filter((value) => value.in === where).map(({ name }) => name);
  return { headers: names('header').map((name) => name.toLowerCase()), query: names('query') };
}

function wrong(message: string, field: string): AppError {
  return new AppError('invalid-input', message, { detail: { field } });
}
