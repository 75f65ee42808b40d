/**
 * Base URLs of WalkMe's data centres.
 * Sources: WalkMe's documentation for `us`; public API clients and the pattern of WalkMe's host names for the others.
 */
export const DATA_CENTERS = {
  us: 'https://api.walkme.com',
  eu: 'https://eu-api.walkme.com',
  ca: 'https://api-ca1.walkmedap.com',
  fedramp: 'https://api.walkmegov.com',
} as const

/** The data centre if the input is empty. */
export const DEFAULT_DATA_CENTER = 'us'
