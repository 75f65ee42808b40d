/**
 * Base URLs of WalkMe's data centres.
 * Source: `us` is WalkMe's documentation, the others public API clients and WalkMe's own host name pattern.
 */
export const DATA_CENTERS = {
  us: 'https://api.walkme.com',
  eu: 'https://eu-api.walkme.com',
  ca: 'https://api-ca1.walkmedap.com',
  fedramp: 'https://api.walkmegov.com',
} as const

/** Where an account lives if nothing is said. */
export const DEFAULT_DATA_CENTER = 'us'
