/**
 * Loads the reader of notification files. It has a file of its own so that the bundler sees that what reads overrides is
 * loaded before, and does not put it into both chunks.
 */
export const loadReader = () => import('./read.ts')
