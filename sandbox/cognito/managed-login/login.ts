import type { Answered } from '@/sandbox/cognito/ask';
import { provePassword, type Starting } from '@/sandbox/cognito/first-factor';
import { goOn } from '@/sandbox/cognito/initiate-auth';
import { associateSoftwareToken, verifySoftwareToken } from '@/sandbox/cognito/own-user';
import { answerChallenge } from '@/sandbox/cognito/respond';
import type { SignIn } from '@/sandbox/cognito/sessions';
import { userOf } from '@/sandbox/cognito/users';
import { AwsFailure } from '@/sandbox/control/failure';
import { form, readForm } from '@/sandbox/page';
import { textRecordOf } from '@/sandbox/template/json';
import { type Application, applicationOf, giveCode } from './authorize';
import { type Carried, carriedOf, challengePage } from './challenge-page';
import { rememberBrowser, show, type Visit } from './visit';

/** The sign-in pages; each step is the one that the API would ask for. */
export async function login(visit: Visit): Promise<void> {
  const application = applicationOf(visit);
  if (!application) return;
  const hint = visit.query.get('login_hint') ?? '';
  if (visit.req.method !== 'POST') return show(visit, { body: passwordPage(hint) });
  const sent = await readForm(visit.req);
  const carried = readCarried(sent);
  try {
    const step = carried ? await answer(visit, application, { carried, sent }) : await begin(visit, application, sent);
    if (typeof step.Done === 'string') return finished(visit, application, step.Done);
    await showStep(visit, carriedOf(step, carried?.username ?? sent.get('username') ?? ''));
  } catch (failure) {
    if (!(failure instanceof AwsFailure)) throw failure;
    show(visit, { status: 400, body: tryAgain(visit, { carried, sent }, failure.message) });
  }
}

/** The same page with what was wrong; the first one where the sign-in has ended meanwhile. */
function tryAgain(
  { pool }: Visit,
  { carried, sent }: { carried: Carried | null; sent: URLSearchParams },
  error: string,
) {
  if (carried && pool.sessions.has(carried.session)) return challengePage(carried, error);
  return passwordPage(sent.get('username') ?? '', error);
}

/** Where the API would give tokens, the browser is given a code to fetch them with. */
const complete = async ({ user }: SignIn): Promise<Answered> => ({ Done: user.username });

function begin({ world, pool, now }: Visit, { client }: Application, sent: URLSearchParams): Promise<Answered> {
  const typed = sent.get('username') ?? '';
  const start: Starting = { world, pool, client, typed, user: userOf(pool, typed), now };
  const user = provePassword(start, sent.get('password') ?? '');
  return goOn(world, { pool, client, user, now, complete });
}

interface Sent {
  carried: Carried;
  sent: URLSearchParams;
}

async function answer(
  { world, pool, now }: Visit,
  { client }: Application,
  { carried, sent }: Sent,
): Promise<Answered> {
  let sessionId = carried.session;
  if (carried.challenge === 'MFA_SETUP') {
    const input = { Session: sessionId, UserCode: sent.get('UserCode') ?? '' };
    sessionId = String((await verifySoftwareToken({ world, now, input })).Session);
  }
  const given = Object.fromEntries(sent);
  return answerChallenge({ world, pool, client, now, given, sessionId, complete }, carried.challenge);
}

async function showStep(visit: Visit, carried: Carried): Promise<void> {
  if (carried.challenge !== 'MFA_SETUP') return show(visit, { body: challengePage(carried) });
  const { world, now } = visit;
  const set = await associateSoftwareToken({ world, now, input: { Session: carried.session } });
  const parameters = { ...carried.parameters, secret: String(set.SecretCode) };
  show(visit, { body: challengePage({ ...carried, session: String(set.Session), parameters }) });
}

function finished(visit: Visit, application: Application, username: string): void {
  giveCode(visit, application, { username, authTime: visit.now, cookie: rememberBrowser(visit, username) });
}

/** What the page carried on; null at the first step, and where somebody has meddled with it. */
function readCarried(sent: URLSearchParams): Carried | null {
  const challenge = sent.get('challenge');
  if (!challenge) return null;
  try {
    return {
      challenge,
      session: sent.get('session') ?? '',
      username: sent.get('challenged') ?? '',
      parameters: textRecordOf(JSON.parse(sent.get('parameters') ?? '{}')),
    };
  } catch {
    return null;
  }
}

function passwordPage(username: string, error?: string): string {
  return form({
    fields: [
      { name: 'username', label: 'Username', value: username, autocomplete: 'username' },
      { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
    ],
    button: 'Sign in',
    error,
  });
}
