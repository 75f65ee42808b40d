import * as z from 'zod/mini'
import type { Environment } from '../environment.ts'

const workflowRun = z.object({
  workflow_run: z.object({ head_repository: z.object({ full_name: z.string() }) }),
})
const commentOnIssue = z.object({
  issue: z.object({ pull_request: z.optional(z.null()) }),
})
const comment = z.object({ comment: z.object({ author_association: z.string() }) })

const MEMBERS = ['OWNER', 'MEMBER', 'COLLABORATOR']

/**
 * Why a file of the workspace may be a stranger's, undefined if it is not. These events run with the repository's
 * secrets, and workflows commonly check out the pull request that they are about.
 *
 * @param event the event's payload; one that cannot be read is taken for a stranger's
 */
export function strangersFile(environment: Environment, event: unknown): string | undefined {
  switch (environment['GITHUB_EVENT_NAME']) {
    case 'pull_request_target':
      return 'On pull_request_target the file may come from the pull request of a stranger'
    case 'workflow_run': {
      const { data } = workflowRun.safeParse(event)
      const head = data?.workflow_run.head_repository.full_name
      const isOwn = head !== undefined && head === environment['GITHUB_REPOSITORY']
      return isOwn
        ? undefined
        : 'This workflow_run comes from another repository, and the file may come from the pull request of a stranger'
    }
    case 'issue_comment': {
      if (commentOnIssue.safeParse(event).success) return undefined
      const { data } = comment.safeParse(event)
      return MEMBERS.includes(data?.comment.author_association ?? '')
        ? undefined
        : 'This comment on a pull request is by somebody who is no member of the project, and the file may come from there'
    }
    default:
      return undefined
  }
}

/** Why a file is not read: it may be a stranger's, and this is no dry run. Undefined if it is read. */
export function refusalFor(environment: Environment, event: unknown, isDryRun: boolean): string | undefined {
  const why = isDryRun ? undefined : strangersFile(environment, event)
  return why && `${why}, so it is read in a dry run only. Use another event, or step inputs.`
}
