/** The fields of an authorization object that are text. Throws for what is no object. */
export function authorizationFields(value: unknown): [name: string, value: string][] {
  if (typeof value !== 'object' || value === null) throw new Error('An authorization is an object.');
  return Object.entries(value).filter((field): field is [string, string] => typeof field[1] === 'string');
}
