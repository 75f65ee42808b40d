import { constants } from 'node:fs'
import type { Files } from './workspace-file.ts'

// GitHub's payloads have 25 MB at most.
const MAX_BYTES = 64 * 1024 * 1024

/** The payload of the event, empty if it cannot be read. A named pipe is not read, since it may never end. */
export async function readEvent(files: Files, path: string | undefined): Promise<unknown> {
  if (!path) return {}
  try {
    const file = await files.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stats = await file.stat()
      return stats.isFile() && stats.size <= MAX_BYTES ? JSON.parse(await file.readFile('utf8')) : {}
    } finally {
      await file.close()
    }
  } catch {
    return {}
  }
}
