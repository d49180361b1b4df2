'use client';

import { clsx } from 'clsx';
import { Boxes, Globe, Keyboard, Menu, PanelLeft, ScrollText, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { ReadOnlyButton } from '@/components/guard/read-only-button';
import { IconButton } from '@/components/ui/button';
import { tip } from '@/components/ui/tooltip';
import { Logo } from './logo';
import { domainsHref, logsHref, placeHref } from './place';
import type { Theme } from './preferences';
import { ThemeButton } from './theme-button';
import type { AccountInUse } from './use-account';
import type { SidebarState } from './use-sidebar';

interface RailProps {
  inUse: AccountInUse;
  theme: Theme;
  sidebar: SidebarState;
  onSidebar: () => void;
  onPalette: () => void;
  onShortcuts: () => void;
}

/** The few things that are always at hand: a column at the left, on a small screen a bar at the top. */
export function Rail(props: RailProps) {
  const { profile, region, api } = props.inUse.place;
  const overview = placeHref({ profile, region });
  const pathname = usePathname();
  const onLogs = pathname === '/logs';
  const onDomains = pathname === '/domains';
  const onAll = !api && !onLogs && !onDomains;
  return (
    <header
      inert={props.sidebar.drawer}
      className="flex shrink-0 items-center gap-1 border-line px-2 max-md:h-12 max-md:border-b md:w-12 md:flex-col md:border-r md:py-3"
    >
      <IconButton
        label="APIs and account"
        aria-expanded={props.sidebar.open}
        ref={props.sidebar.menuRef}
        icon={<Menu aria-hidden="true" size={18} />}
        onClick={props.onSidebar}
        className="md:hidden"
      />
      <Link
        href={overview}
        aria-label="Signalbox, overview"
        className="grid size-8 shrink-0 place-items-center rounded-lg bg-accent text-on-accent focus-visible:outline-offset-2 md:mb-3"
      >
        <Logo />
      </Link>
      <nav aria-label="Main" className="flex gap-1 md:flex-col">
        <RailLink href={overview} label="All APIs" here={onAll} className="max-md:hidden">
          <Boxes aria-hidden="true" size={16} />
        </RailLink>
        <RailLink href={logsHref({ profile, region })} label="Logs" here={onLogs} prefetch={false}>
          <ScrollText aria-hidden="true" size={16} />
        </RailLink>
        <RailLink href={domainsHref({ profile, region })} label="Custom domains" here={onDomains} prefetch={false}>
          <Globe aria-hidden="true" size={16} />
        </RailLink>
        <IconButton
          label={props.sidebar.open ? 'Hide the sidebar' : 'Show the sidebar'}
          keys="Mod+B"
          icon={<PanelLeft aria-hidden="true" size={16} />}
          onClick={props.onSidebar}
          className="max-md:hidden"
        />
      </nav>
      <div className="flex gap-1 max-md:ml-auto md:mt-auto md:flex-col">
        <IconButton
          label="Search everything"
          keys="Mod+K"
          icon={<Search aria-hidden="true" size={16} />}
          onClick={props.onPalette}
        />
        <IconButton
          label="Keyboard shortcuts"
          keys="?"
          icon={<Keyboard aria-hidden="true" size={16} />}
          onClick={props.onShortcuts}
        />
        <ReadOnlyButton />
        <ThemeButton initial={props.theme} />
      </div>
    </header>
  );
}

interface RailLinkProps {
  href: string;
  label: string;
  here: boolean;
  prefetch?: false;
  className?: string;
  children: ReactNode;
}

/** A page that is always at hand, marked where one is on it. */
function RailLink({ href, label, here, prefetch, className, children }: RailLinkProps) {
  return (
    <Link
      href={href}
      {...(prefetch === false ? { prefetch } : {})}
      aria-label={label}
      aria-current={here ? 'page' : undefined}
      {...tip(label)}
      className={clsx(
        'grid size-8 place-items-center rounded-md hover:bg-hover hover:text-ink',
        here ? 'bg-selected text-accent-strong' : 'text-muted',
        className,
      )}
    >
      {children}
    </Link>
  );
}
