/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process. As a copy, since each look into `process.env` asks the operating system. */
export function ownEnvironment(): Environment {
  // On Windows it tells no names apart by their case, which a copy would.
  return process.platform === 'win32' ? process.env : { ...process.env }
}
