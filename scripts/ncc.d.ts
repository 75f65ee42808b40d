declare module '@vercel/ncc' {
  /** Bundles an entry file; externals map a request to the path that stays in the bundle. */
  export default function ncc(
    entry: string,
    options: {
      minify: boolean
      transpileOnly: boolean
      cache: boolean
      quiet: boolean
      externals: Record<string, string>
    },
  ): Promise<{ code: string; assets: Record<string, { source: string | Buffer }> }>
}
