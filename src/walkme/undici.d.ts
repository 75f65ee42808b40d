// The one part of undici that is imported by its file, docs/adr says why; its type is that of the whole.
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici'
}
