import type { useRouter } from 'next/navigation';

/**
 * Goes to an address of this console. Within one page only the query changes, and that needs no round trip to the
 * server: `history.pushState`, which Next's own hooks follow.
 */
export function goTo(router: Pick<ReturnType<typeof useRouter>, 'push'>, href: string): void {
  const to = new URL(href, location.href);
  if (to.href === location.href) return;
  if (to.pathname === location.pathname) history.pushState(null, '', href);
  else router.push(href);
}
