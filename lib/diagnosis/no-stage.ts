import { type Cause, cause, evidence, next } from './cause';

/** The stage that was asked for is none of those that the API has. */
export function noStage(asked: string, stages: readonly { name: string }[]): Cause {
  const names = stages.map(({ name }) => name);
  const [first] = names;
  return cause('certain', {
    id: 'no-stage',
    title: `The API has no stage ${asked}.`,
    evidence: [evidence('stage', 'Stages', names.join(', '))],
    next: next(
      `Choose another: ${names.join(', ')}.`,
      first === undefined ? null : { do: 'choose-stage', stage: first },
    ),
  });
}
