'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ProfileMark } from '@/components/guard/profile-mark';
import { CopyButton } from '@/components/ui/copy-button';
import { NativeSelect } from '@/components/ui/native-select';
import type { AccountRef, ProfileList } from '@/lib/core/account';
import type { Failure } from '@/lib/core/error';
import { goTo } from './go-to';
import { switchedHref } from './place';
import { identityQuery } from './queries';
import { regionChoices } from './regions';
import type { AccountInUse } from './use-account';

const DEFAULT_CHAIN = '';

/** Whose account it is, and where: profile and region to choose from, account and ARN as AWS names them. */
export function AccountFooter({ inUse }: { inUse: AccountInUse }) {
  const { list, account } = inUse;
  const router = useRouter();
  const change = (to: { profile?: string; region?: string }) => goTo(router, switchedHref(new URL(location.href), to));
  return (
    <div className="shrink-0 border-line border-t py-2 pr-2 pl-3">
      <div className="flex items-center gap-1">
        <NativeSelect
          bare
          label="Profile"
          className="flex-1 font-medium"
          value={account?.profile ?? DEFAULT_CHAIN}
          items={profileChoices(list, account)}
          onValue={(profile) => change({ profile })}
        />
        <NativeSelect
          bare
          label="Region"
          className="w-28 text-muted"
          value={account?.region ?? ''}
          shown={account?.region ?? ''}
          items={regionChoices([account?.region, list?.region, ...(list?.profiles ?? []).map((one) => one.region)])}
          onValue={(region) => change({ region })}
        />
      </div>
      <WhoWeAre inUse={inUse} />
    </div>
  );
}

function profileChoices(list: ProfileList | undefined, account: AccountRef | null) {
  const names = (list?.profiles ?? []).map((profile) => profile.name);
  const unlisted = account?.profile && !names.includes(account.profile) ? [account.profile] : [];
  const choices = [...unlisted, ...names].map((name) => ({ value: name, label: name }));
  const chain = { value: DEFAULT_CHAIN, label: 'Default credentials' };
  return list?.current && account?.profile ? choices : [chain, ...choices];
}

function WhoWeAre({ inUse }: { inUse: AccountInUse }) {
  const { account, sure, source } = inUse;
  const { data, error, isFetching } = useQuery({
    ...identityQuery(account ?? { region: '' }),
    enabled: account !== null && sure,
  });
  const endpoint = data?.endpoint ?? source?.endpoint;
  return (
    <div className="mt-0.5 flex min-h-6 flex-wrap items-center gap-x-2 pl-2 text-xs">
      {data ? (
        <>
          <CircleCheck aria-hidden="true" size={13} className="shrink-0 text-ok" />
          <span data-tip={data.arn} className="min-w-0 flex-1 truncate text-muted">
            <span className="text-ink tabular-nums">{data.account}</span> {shortArn(data.arn)}
          </span>
          <CopyButton what="ARN" text={data.arn} size="small" />
        </>
      ) : (
        <>
          {error ? (
            <CircleAlert aria-hidden="true" size={13} className="shrink-0 text-bad" />
          ) : (
            <CircleDashed aria-hidden="true" size={13} className="shrink-0 text-faint" />
          )}
          <span className="text-muted">{error && !isFetching ? unknown(error.failure) : 'Asking AWS who you are'}</span>
        </>
      )}
      {account ? <ProfileMark profile={account.profile ?? null} /> : null}
      {endpoint ? (
        <span data-tip="A custom endpoint is set: calls go there and not to AWS." className="w-full truncate text-warn">
          Endpoint {endpoint}
        </span>
      ) : null}
    </div>
  );
}

/** `user/ada` of `arn:aws:iam::123456789012:user/ada`; the role and the session of an assumed role. */
function shortArn(arn: string): string {
  return (arn.split(':').slice(5).join(':') || arn).replace(/^assumed-role\//, '');
}

function unknown({ code }: Failure): string {
  return code === 'no-credentials' || code === 'expired-credentials' ? 'Not signed in' : 'Account not known';
}
