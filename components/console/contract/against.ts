/** What an API is compared with. */
export interface Against {
  id: string;
  /** null: the one that would be chosen there. */
  stage: string | null;
}

/** As the address has it: `a1b2c3/$default`, or the id alone. */
export function againstText({ id, stage }: Against): string {
  return stage === null ? id : `${id}/${stage}`;
}

export function readAgainst(text: string | null): Against | null {
  const [id = '', stage = ''] = (text ?? '').split('/');
  return id === '' ? null : { id, stage: stage === '' ? null : stage };
}
