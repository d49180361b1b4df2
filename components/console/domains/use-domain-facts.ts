'use client';

import { useEffect, useState } from 'react';
import { inspectDomains } from '@/app/domain-actions';
import { eventsOf } from '@/components/shell/answer';
import type { DomainFacts, Domains } from '@/lib/apis/domains/contract';
import type { AccountRef } from '@/lib/core/account';

const NONE: ReadonlyMap<string, DomainFacts> = new Map();

/** What is found out of each domain, by name, as it comes. Asked anew for each list that was read. */
export function useDomainFacts(account: AccountRef, domains: Domains | undefined): ReadonlyMap<string, DomainFacts> {
  const [found, setFound] = useState<{ of: Domains | undefined; facts: ReadonlyMap<string, DomainFacts> }>();
  useEffect(() => {
    if (!domains || domains.domains.length === 0) return;
    let gone = false;
    const read = async () => {
      let facts = NONE;
      for await (const event of eventsOf(inspectDomains(account))) {
        if (gone) return;
        if ('type' in event) continue;
        facts = new Map([...facts, [event.name, event]]);
        setFound({ of: domains, facts });
      }
    };
    void read();
    return () => {
      gone = true;
    };
  }, [account, domains]);
  return found && found.of === domains ? found.facts : NONE;
}
