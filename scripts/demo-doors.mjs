/** The routes of the demo's notes API that ask who calls, and what opens each. `scripts/demo-doors.test.ts` tries them. */
export const DOORS = [
  { route: 'GET /people/me', asks: 'Cognito user pool', user: 'alice', password: 'Wonder1and' },
  {
    route: 'POST /people/me',
    asks: 'its scope notes/write',
    user: 'alice',
    password: 'Wonder1and',
    by: 'by managed login',
  },
  {
    route: 'GET /staff/me',
    asks: 'a pool with MFA',
    user: 'heidi@example.com',
    password: 'Permanent-1',
    app: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  },
  {
    route: 'GET /partners/me',
    asks: 'another issuer',
    user: 'ada',
    password: 'Analytical1',
    by: 'client id notes-web',
  },
  { route: 'GET /keys/me', asks: 'Lambda authorizer', header: ['x-notes-key', 'let-me-in'] },
  { route: 'GET /machines/me', asks: 'API key', key: 'notes-machines' },
  { route: 'GET /whoami', asks: 'IAM', signed: true, role: 'notes-operator' },
  {
    route: 'GET /me',
    asks: 'a token to paste',
    form: 'grant_type=client_credentials&client_id=notes&scope=notes/read',
  },
];

/** The same in lines of text; `origin` is that of the stand-in account, whose id is `account`. */
export function doorLines({ origin, account }) {
  const column = (values) => Math.max(...values.map((value) => value.length)) + 3;
  const routes = column(DOORS.map(({ route }) => route));
  const asked = column(DOORS.map(({ asks }) => asks));
  return DOORS.map(
    (door) => `  ${door.route.padEnd(routes)}${door.asks.padEnd(asked)}${opener(door, origin, account)}`,
  );
}

function opener({ user, password, by, app, header, key, role, form }, origin, account) {
  if (user) return [`${user}, ${password}`, by, app && `authenticator key ${app}`].filter(Boolean).join(', ');
  if (header) return header.join(': ');
  if (key) return `${key}, to be picked under Auth`;
  if (role) return `signed by itself, or as the role arn:aws:iam::${account}:role/${role}`;
  return `curl -s -d '${form}' ${origin}/_issuer/token`;
}
