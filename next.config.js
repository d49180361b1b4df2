/** Security headers live in server/guard.ts, in front of Next: one place for every answer. @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  compress: false, // loopback only: gzip costs more than it saves
  images: { unoptimized: true }, // removes the image optimizer, and its advisories with it
  devIndicators: false,
  typescript: { ignoreBuildErrors: true }, // npm test checks them; whoever starts the demo need not wait for it
};

export default config;
