import type { Cause } from './cause';
import { type Ask, type Finding, Seeker } from './findings';

export interface Diagnosis {
  /** The surest first. */
  causes: Cause[];
  /** What only AWS can tell, and would make this surer. */
  asks: Ask[];
}

/** Runs the rules of a kind over what is known so far. */
export function diagnosed(rules: (seeker: Seeker) => Cause[], findings: readonly Finding[] = []): Diagnosis {
  const seeker = new Seeker(findings);
  const causes = rules(seeker);
  return { causes, asks: seeker.wanted };
}
