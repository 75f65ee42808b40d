/** The abort reason of a {@link Deadline}'s signal: why all network activity ends. */
export class Interruption extends Error {
  override name = 'Interruption'
}

/** One deadline for everything on the network. */
export interface Deadline {
  /** In milliseconds, on the clock of `elapsed`. */
  deadline: number
  /** Aborted with an {@link Interruption} at the deadline, or when the job is cancelled. */
  signal: AbortSignal
  /** Removes the timer and the listener, so that the process can end. */
  clear(): void
}

/** Sets a deadline, in milliseconds from now. */
export function deadlineFor(
  milliseconds: number,
  { elapsed, cancelled }: { elapsed: () => number; cancelled: AbortSignal },
): Deadline {
  const controller = new AbortController()
  const stop = (why: string) => controller.abort(new Interruption(why))
  const onCancel = () => stop('the job was cancelled')
  const timer = setTimeout(stop, milliseconds, `the deadline of ${milliseconds / 1_000} s passed`)
  if (cancelled.aborted) onCancel()
  cancelled.addEventListener('abort', onCancel)
  return {
    deadline: elapsed() + milliseconds,
    signal: controller.signal,
    clear() {
      clearTimeout(timer)
      cancelled.removeEventListener('abort', onCancel)
    },
  }
}
