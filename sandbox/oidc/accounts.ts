/** Who can sign in at the third-party issuer. */
export interface OidcAccount {
  sub: string;
  username: string;
  password: string;
  name: string;
  email: string;
}

export const OIDC_ACCOUNTS: readonly OidcAccount[] = [
  { sub: 'oidc|ada', username: 'ada', password: 'Analytical1', name: 'Ada Lovelace', email: 'ada@example.org' },
  {
    sub: 'oidc|charles',
    username: 'charles',
    password: 'Difference1',
    name: 'Charles Babbage',
    email: 'charles@example.org',
  },
];

/** The APIs that the issuer gives tokens for, by audience. `resource` is how RFC 8707 must name what is no URI. */
export const OIDC_APIS: readonly { audience: string; resource: string; scopes: string }[] = [
  { audience: 'notes', resource: 'urn:sandbox:notes', scopes: 'notes/read notes/write' },
  { audience: 'https://api.notes.example', resource: 'https://api.notes.example', scopes: 'notes/read notes/write' },
];

/** A native application that signs people in, and a program that signs in as itself. */
export const OIDC_CLIENTS = {
  people: { id: 'notes-web' },
  program: { id: 'notes-service', secret: 'notes-service-secret-of-the-sandbox' },
} as const;
