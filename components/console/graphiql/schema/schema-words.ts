import type { NoSchema } from './read-schema';

/** Why there is no schema, and what to do about it. The editor works without one. */
export interface SchemaTrouble {
  sentence: string;
  next: string;
}

/** What an answer that holds no schema means. `status` is 0 where the control plane answered. */
export function troubleOf({ why, said }: NoSchema, status: number): SchemaTrouble {
  if (status === 401 || status === 403) {
    return {
      sentence: sentenceWith(`The schema was refused with ${status}`, said),
      next: 'Choose an identity that is let in, then read the schema again.',
    };
  }
  if (why === 'refused') return refused(said);
  if (why === 'broken') {
    return {
      sentence: sentenceWith('The schema cannot be read', said),
      next: 'Operations still run, without completion and docs. The schema must be mended on the server.',
    };
  }
  const answer = status > 0 ? `The answer (${status}) to the introspection` : 'The answer to the introspection';
  return {
    sentence:
      why === 'not-json' ? `${answer} is no JSON.` : sentenceWith(`${answer} is not one that GraphQL gives`, said),
    next: 'Look whether the path is that of a GraphQL server, then read the schema again.',
  };
}

function sentenceWith(start: string, said: string): string {
  const words = said.replace(/\s+/g, ' ').trim();
  return words === '' ? `${start}.` : `${start}: ${words}${/[.!?…]$/.test(words) ? '' : '.'}`;
}

function refused(said: string): SchemaTrouble {
  if (!/introspection/i.test(said)) {
    return {
      sentence: sentenceWith('The server answered with an error', said),
      next: 'Read the schema again once that is mended. Operations run without it.',
    };
  }
  return {
    sentence: sentenceWith('Introspection is switched off here. The server said', said),
    next: 'Operations still run, without completion and docs. Switch introspection on to have them.',
  };
}
