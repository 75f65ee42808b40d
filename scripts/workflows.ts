import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Checks the workflows of this repository and of examples/, with what is installed: `npm run workflows`.
// actionlint takes shellcheck for the scripts in them. A tool that is missing is said, and on CI it is an error.
const repository = fileURLToPath(new URL('..', import.meta.url))
const onCi = process.env['CI'] === 'true'
const ZIZMOR = ['--persona=auditor', '--quiet', '--config', join(repository, '.github/zizmor.yml')]
// What zizmor looks up, such as known vulnerabilities, it looks up on CI; nothing leaves a person's machine.
const LOOK_UPS = onCi ? [] : ['--offline']

const missing = ['actionlint', 'shellcheck', 'zizmor'].filter((tool) => spawnSync(tool, ['--version']).error)
const directory = mkdtempSync(join(tmpdir(), 'walkme-workflows-'))
try {
  // Where whoever copies them puts them, so that the one that calls another finds it. An empty .git makes it a project.
  cpSync(join(repository, 'examples/workflows'), join(directory, '.github/workflows'), { recursive: true })
  mkdirSync(join(directory, '.git'))
  const passed = [
    check('actionlint', [], repository),
    check('actionlint', [], directory),
    check('shellcheck', ['.ci/run', 'bench/curl.sh'], repository),
    check('zizmor', [...ZIZMOR, ...LOOK_UPS, '.github', 'action.yml'], repository),
    // The action itself may not be published yet, so nothing can be looked up.
    check('zizmor', [...ZIZMOR, '--offline', '.'], directory),
  ]
  for (const tool of missing)
    console.log(`SKIPPED: ${tool} is not on the PATH. CONTRIBUTING.md says how to get it.`)
  if (passed.includes(false) || (onCi && missing.length > 0)) process.exitCode = 1
} finally {
  rmSync(directory, { recursive: true, force: true })
}

/** Whether a tool finds nothing; true where it is missing. */
function check(tool: string, options: string[], cwd: string): boolean {
  if (missing.includes(tool)) return true
  console.log(`${tool}: ${cwd === directory ? 'examples/workflows' : 'this repository'}`)
  return spawnSync(tool, options, { cwd, stdio: 'inherit' }).status === 0
}
