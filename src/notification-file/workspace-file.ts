import { constants } from 'node:fs'
import type { open, realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** The functions of `node:fs/promises` that reading needs. */
export interface Files {
  realpath: typeof realpath
  open: typeof open
}

const MAX_BYTES = 256 * 1024

/**
 * Reads a text file of the workspace.
 *
 * @param path relative to the workspace
 * @returns the text, or a sentence that says why it cannot be read
 */
export async function readWorkspaceFile(
  files: Files,
  workspace: string | undefined,
  path: string,
): Promise<{ text: string } | { problem: string }> {
  if (!workspace)
    return { problem: 'There is no workspace (GITHUB_WORKSPACE is not set), so no file can be read.' }
  if (isAbsolute(path))
    return { problem: `"${path}" is an absolute path. Write a path relative to the root of the repository.` }
  if (!isInside(workspace, resolve(workspace, path)))
    return { problem: `"${path}" is outside the repository.` }
  try {
    const real = await files.realpath(resolve(workspace, path))
    if (!isInside(await files.realpath(workspace), real))
      return { problem: `"${path}" is a link to a file outside the repository.` }
    return await readText(files, real, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const meant = await nearestFile(files, workspace, path)
      const missing = `There is no file "${path}" in the workspace`
      return {
        problem:
          meant === undefined
            ? `${missing}. ${path.includes('\\') ? 'Write "/" between the folders. ' : ''}Is there a step with actions/checkout before this one?`
            : `${missing}, but there is "${meant}". Write that.`,
      }
    }
    return { problem: `"${path}" cannot be read (${code ?? error}).` }
  }
}

/** The path of a file that is there and differs from the one that was named in its slashes or its ending alone. */
async function nearestFile(files: Files, workspace: string, path: string): Promise<string | undefined> {
  const slashed = path.replaceAll('\\', '/')
  const stem = slashed.replace(/\.(?:ya?ml|json)$/i, '')
  const candidates = [slashed, ...['.yml', '.yaml', '.json'].map((ending) => stem + ending)]
  for (const candidate of candidates) {
    if (candidate === path || !isInside(workspace, resolve(workspace, candidate))) continue
    try {
      await files.realpath(resolve(workspace, candidate))
      return candidate
    } catch {
      // It is not there either.
    }
  }
  return undefined
}

async function readText(
  files: Files,
  real: string,
  path: string,
): Promise<{ text: string } | { problem: string }> {
  // Without O_NONBLOCK, opening a named pipe would wait for a writer.
  const file = await files.open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await file.stat()
    if (stats.isDirectory()) return { problem: `"${path}" is a directory. Name the file in it.` }
    if (!stats.isFile()) return { problem: `"${path}" is not a regular file.` }
    if (stats.size > MAX_BYTES)
      return { problem: `"${path}" has ${stats.size} bytes. The maximum is ${MAX_BYTES}.` }
    const bytes = await file.readFile()
    if (isUtf16(bytes))
      return {
        problem: `"${path}" is UTF-16. Save it as UTF-8: choose UTF-8 as its encoding in the editor, or write it with "Out-File -Encoding utf8" in PowerShell.`,
      }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (error) {
    if (error instanceof TypeError) return { problem: `"${path}" is not UTF-8 text.` }
    throw error
  } finally {
    await file.close()
  }
}

/** Whether bytes begin with the mark of UTF-16, or with one of its characters of two bytes, of which one is zero. */
function isUtf16([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0) !== (second === 0)
  )
}

function isInside(directory: string, path: string): boolean {
  const relativePath = relative(directory, path)
  return (
    relativePath !== '' &&
    relativePath !== '..' &&
    !relativePath.startsWith(`..${sep}`) &&
    !isAbsolute(relativePath)
  )
}
