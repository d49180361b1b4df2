import { foresee } from '@/components/console/auth/foresight';
import type { LineProof } from '@/components/console/line/held-line';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';

/** As whom a line is opened, for whoever says why it was refused. `mode` is the id of the authorization mode, where an API has several. */
export function lineProof(identity: Identity, asked: Asked, mode: string | null): LineProof {
  const foresight = foresee(identity, asked, { headers: [], query: [] }, Date.now());
  return { as: sentAs(identity, authFor(identity, asked)), foresight, mode };
}
