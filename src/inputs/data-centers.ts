/**
 * Base URLs of WalkMe's data centres. `us` is documented. The others are unconfirmed: two public API clients name them, and may
 * share one source; WalkMe's own pages show the same patterns for other hosts of `eu` and `ca`.
 */
export const DATA_CENTERS = {
  us: 'https://api.walkme.com',
  eu: 'https://eu-api.walkme.com',
  ca: 'https://api-ca1.walkmedap.com',
  fedramp: 'https://api.walkmegov.com',
} as const

/** The data centre if the input is empty. */
export const DEFAULT_DATA_CENTER = 'us'
