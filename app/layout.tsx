import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Providers } from '@/components/providers';
import { readPreferences } from '@/components/shell/preferences';
import { Shell } from '@/components/shell/shell';
import { profiles } from '@/lib/apis/profiles';
import { isReadOnly } from '@/lib/apis/read-only';
import './globals.css';

export const metadata: Metadata = {
  description: 'Finds the APIs deployed in your AWS account and lets you inspect and invoke them.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14171e' },
  ],
};

/**
 * The frame of every page, rendered anew for each request, because each has its own nonce. Of data it holds the profiles
 * alone, so that AWS is asked as soon as the page runs; where they cannot be read, the page asks why.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const [cookie, header, known] = await Promise.all([cookies(), headers(), profiles().catch(() => null)]);
  const preferences = readPreferences((name) => cookie.get(name)?.value);
  const nonce = header.get('x-nonce') ?? /'nonce-([^']+)'/.exec(header.get('content-security-policy') ?? '')?.[1];
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-read-only={isReadOnly() ? 'started' : undefined}
      data-theme={preferences.theme === 'system' ? undefined : preferences.theme}
      suppressHydrationWarning
    >
      <body>
        <Providers nonce={nonce} profiles={known}>
          <Shell preferences={preferences}>{children}</Shell>
        </Providers>
      </body>
    </html>
  );
}
