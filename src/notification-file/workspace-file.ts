import { constants } from 'node:fs'
import type { open, readFile, realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** What reading needs of the file system: `node:fs/promises`. */
export interface Files {
  realpath: typeof realpath
  open: typeof open
  readFile: typeof readFile
}

const MAX_BYTES = 256 * 1024

/**
 * Reads a text file of the workspace.
 *
 * @param path relative to the workspace
 * @returns its text, or a sentence that says why it cannot be read
 */
export async function readWorkspaceFile(
  files: Files,
  workspace: string | undefined,
  path: string,
): Promise<{ text: string } | { problem: string }> {
  if (!workspace)
    return { problem: 'There is no workspace (GITHUB_WORKSPACE is not set), so no file can be read.' }
  if (isAbsolute(path))
    return { problem: `"${path}" is an absolute path. Write it relative to the repository.` }
  if (!isInside(workspace, resolve(workspace, path)))
    return { problem: `"${path}" leads out of the repository.` }
  try {
    const real = await files.realpath(resolve(workspace, path))
    if (!isInside(await files.realpath(workspace), real))
      return { problem: `"${path}" is a link that leads out of the repository.` }
    return await readText(files, real, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return {
        problem: `There is no file "${path}" in the workspace. Is there a step with actions/checkout before this one?`,
      }
    }
    return { problem: `"${path}" cannot be read (${code ?? error}).` }
  }
}

async function readText(
  files: Files,
  real: string,
  path: string,
): Promise<{ text: string } | { problem: string }> {
  // Not to wait for whoever might write into a named pipe.
  const file = await files.open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const facts = await file.stat()
    if (facts.isDirectory()) return { problem: `"${path}" is a directory. Name the file in it.` }
    if (!facts.isFile()) return { problem: `"${path}" is not a regular file.` }
    if (facts.size > MAX_BYTES)
      return { problem: `"${path}" has ${facts.size} bytes, and ${MAX_BYTES} are the most.` }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile()) }
  } catch (error) {
    if (error instanceof TypeError) return { problem: `"${path}" is not UTF-8 text.` }
    throw error
  } finally {
    await file.close()
  }
}

function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
