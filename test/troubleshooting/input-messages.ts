import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInProcess, type StepInputs } from '../world.ts'
import { SCHEDULE_STEPS } from './schedule-steps.ts'

// Nothing is sent with any of these: each of them has a mistake, or is a dry run off the network.
const VALID: StepInputs = { 'template-id': 't', audiences: 'a', 'dry-run': 'true' }

const many = (count: number) => Array.from({ length: count }, (_, index) => index).join()

/** A step, and what its notification file holds if it names one. */
interface Step {
  inputs?: StepInputs
  environment?: Record<string, string>
  file?: string
}

/** Steps with the mistakes that people make most, and steps that earn a warning. */
const STEPS: Step[] = [
  { inputs: { 'template-id': '' } },
  { inputs: { audiences: '' } },
  { inputs: { 'end-users': many(101) } },
  { inputs: { 'end-users': many(11) } },
  { inputs: { 'system-id': many(51) } },
  { inputs: { audiences: 'a,a,a' } },
  { inputs: { 'dry-run': 'false' } },
  { inputs: { 'client-id': 'id' } },
  { inputs: { 'client-id': 'id:secret', 'client-secret': 'x' } },
  { inputs: { 'client-id': 'id', 'client-secret': 'one\ntwo' } },
  { inputs: { 'client-id': 'id', 'client-secret': 'a-secret', title: 'a-secret' } },
  { inputs: { 'dry-run': 'false', 'on-missing-credentials': 'skip' } },
  { environment: { INPUT_OVERRIDE: 'x' } },
  { inputs: { 'data-center': '<text>' } },
  { inputs: { 'data-center': 'sap-eu' } },
  { inputs: { 'notification-type': '<text>' } },
  { inputs: { 'dry-run': '<text>' } },
  { inputs: { retries: '<text>' } },
  { inputs: { 'api-url': 'api.walkme.com' } },
  { inputs: { 'api-url': 'https://me:pass@api.example.com' } },
  { inputs: { 'api-url': 'https://api.example.com/?x' } },
  { inputs: { 'api-url': 'http://api.example.com' } },
  { inputs: { 'template-id': 'a\nb' } },
  { inputs: { audiences: '“a”' } },
  { inputs: { audiences: 'a # sales' } },
  { inputs: { audiences: 'a1 a2' } },
  { inputs: { 'end-users': 'Jane <jane@example.com>; Joe <joe@example.com>' } },
  { environment: { INPUT_TEMPLATEID: 'x' } },
  ...SCHEDULE_STEPS,
  { inputs: { overrides: '##URL##: https://example.com' } },
  { inputs: { overrides: 'TITLE: PR #1' } },
  { inputs: { overrides: 'A=b\nC=d' } },
  { inputs: { title: 'At {{ github.sha }}' } },
  { inputs: { overrides: Array.from({ length: 11 }, (_, index) => `K${index}: PR #1`).join('\n') } },
  { inputs: { overrides: 'TITLE: Deploy: done' } },
  { inputs: { overrides: 'A: b\nA: c' } },
  { inputs: { overrides: 'A:' } },
  { inputs: { overrides: 'A: [b]' } },
  { inputs: { overrides: 'A: null' } },
  { inputs: { overrides: 'A: “b”' } },
  { inputs: { overrides: 'A: “b” c' } },
  { inputs: { overrides: 'A: "Fix "b" c"' } },
  { inputs: { overrides: 'A: "b' } },
  { inputs: { overrides: 'A: @b' } },
  { inputs: { overrides: 'A: > 50' } },
  { inputs: { overrides: 'A: b C: d' } },
  { inputs: { overrides: 'A: b\n  C: d' } },
  { inputs: { overrides: 'SUMMARY: b\n\nFixed since May' } },
  { inputs: { overrides: '{"notification": {"templateId": "t"}}' } },
  ...[
    { placeholders: '["KEYS"]', overrides: 'KEY: x' },
    { placeholders: '["KEYS"]', overrides: 'KEYS: x\nKEY: x' },
    { placeholders: '[]', overrides: 'KEY: x' },
    { placeholders: '["#KEYS#"]', overrides: 'KEYS: x' },
    { placeholders: '["#KEYS#"]', overrides: '"#KEYS#": x\nKEYS: x' },
    { placeholders: '["#KEYS#"]' },
    { placeholders: Array.from({ length: 201 }, (_, index) => index).join() },
    { placeholders: 'KEY: x' },
    { placeholders: '"KEY"' },
    { 'preview-to': '' },
    { 'preview-to': 'nobody, me' },
    { 'preview-to': Array.from({ length: 11 }, (_, index) => index).join() },
  ].map((inputs): Step => ({ inputs })),
  { environment: { HTTPS_PROXY: 'http://me:p#ss@proxy' } },
  { environment: { HTTPS_PROXY: 'socks5://proxy' } },
  { inputs: { 'notification-file': 'missing.yml' } },
  { inputs: { 'notification-file': '/etc/notification.yml' } },
  { inputs: { 'notification-file': '../notification.yml' } },
  ...['pull_request_target', 'workflow_run', 'issue_comment'].map(
    (name): Step => ({
      file: 'x: y',
      inputs: { 'dry-run': 'false' },
      environment: { GITHUB_EVENT_NAME: name },
    }),
  ),
  ...[
    'runtimeTitel: x',
    'message: x',
    'audiencesIds: {{ env.A }}',
    'title: ${{ toJSON(github.actor) }}',
    'uses: o/r@v1',
    'templateId: ${{ secrets.X }}',
    'templateId: ${{ inputs.x }}',
    'templateId: ${{ github.token }}',
    'templateId: ${{ github.nothing }}',
    'templateId: ${{ github.event }}',
    'templateId: ${{ github.actor',
    'templateId: {{ github.actor }} x',
    "templateId: ${{ split('a') }}",
    'templateId: ${{ github.actor || "b" }}',
    'templateId: ${{ x }}',
    'templateId: t\noverride:\nVERSION: x\nURL: y',
    '{"templateId": "t", // x\n"title": "y"}',
    '{"templateId": "t"\n"title": "y"}',
    '{"templateId": "t",\n"title": "Fix "y" z"}',
    '{"templateId": "t',
    '{"templateId": "t"',
    "title: ${{ '' }}",
  ].map((file): Step => ({ file })),
]

/** What the action says of the mistakes that people make most. */
export async function inputMessages(): Promise<string[]> {
  const workspace = await mkdtemp(join(tmpdir(), 'walkme-mistakes-'))
  try {
    const said: string[] = []
    for (const { inputs, environment, file } of STEPS) {
      if (file !== undefined) await writeFile(join(workspace, 'notification.yml'), file)
      const named: StepInputs = file === undefined ? {} : { 'notification-file': 'notification.yml' }
      const ran = await runInProcess(
        { ...VALID, ...named, ...inputs },
        { GITHUB_WORKSPACE: workspace, ...environment },
      )
      said.push(...ran.said('error'), ...ran.said('warning'))
    }
    return said.map(withPlaceholders)
  } finally {
    await rm(workspace, { recursive: true })
  }
}

// What varies in a message: what was typed, where it stands, and what is counted.
const VARIES: [what: RegExp, placeholder: string][] = [
  [/^\S+?(, line \d+, column \d+)?: /, ''],
  [/\d{4}-\d{2}-\d{2}(T[\d:+]+|(?= 23:59))/g, '<date>'],
  [
    /^"(2027-02-30|tomorrow|now|12\/01\/2026|\+1y|\+999999w|\+5m|2026-12-(01 9:00|01 09:00 CET|24 24:00|24 10:00\+15:00)|202[67]-(03-28|10-25) 02:30)"/,
    '"<text>"',
  ],
  [/(?<=Write |or |day: )"\d{4}-[^"]*"/g, '"<date>"'],
  [/(?<=offset )\+15:00/, '<offset>'],
  [/(?<=offset: ).* or .*(?=\.)/, '<date> or <offset>'],
  [/(?<=in )Europe\/Paris(?=, where)/, '<time zone>'],
  [/(?<=is )\d+ days?(?= past)/, '<number> days'],
  [/^"[^"]*"(?= cannot be read\. )/, '"<hours>"'],
  [/(?<=read\. )"\w+"(?= is not a day)/, '"<text>"'],
  [/(?<=read\. )"25:00"/, '"<time>"'],
  [/(?<=mean )"Tue"/, '"<day>"'],
  [/(?<=Write |write |two, |and )"[A-Z][A-Za-z-]+ [\d:-]+"/g, '"<hours>"'],
  [/is not one of .*\.$/, 'is not one of <choices>.'],
  [/from \d+ to \d+\.$/, 'from <number> to <number>.'],
  [/(?<=^There are )\d+|(?<=^Item )\d+|^\d+(?= items)/, '<number>'],
  [/(?<=mean ")(overrides)(?=")|(?<=missing\. ")client-id(?=")/, '<input>'],
  [/INPUT_\w+/g, '<variable>'],
  [/(?<=in NO_PROXY: )\S+(?=\.$)/, '<host>'],
  [/(?<=no placeholder |, not )"KEYS?"/, '"<key>"'],
  [/"#?KEYS#?"/g, '"<placeholder>"'],
  [
    /(?<=(in quotes|whole text|each quote inside|other kind|as it is|as text): ).*"$/,
    '<the line with its quotes>',
  ],
  [/^"A"(?= was given)/, '"<key>"'],
  [/(?<=on line )\d+(?=\. Keep)/, '<number>'],
  [/ is null, (.*)"null"/, ' is <word>, $1"<word>"'],
  [/\(“ ”\)(.*corrected text:)\n.*$/s, '(<quotes>)$1 <the text>'],
  [/(?<=not "="\. The corrected text:)\n.*$/s, ' <the text>'],
  [/^"audiencesIds"( must be a list, and .* Write ).*$/, '"<member>"$1<the list>.'],
  [/(?<=read its quotes: write \$\{\{ ).*(?= \}\}$)/, '<expression>'],
  [/^This is a step(?=, but)/, 'This is <a step>'],
  [/^A text cannot start with @/, 'A text cannot start with <character>'],
  [/^YAML reads ">" at/, 'YAML reads "<character>" at'],
  [/(?<=^There is no context ")x/, '<name>'],
  [/(?<=no function )split/, '<name>'],
  [/(?<=^A text in an expression needs single quotes: ).*$/, "'…'"],
  [/(?<=as it is\. Write .* it: ).*$/, '<expression>'],
  [/(?<=^Indent this line and the )1/, '<number>'],
  [/(?<=under ")override(?="\.$)/, '<member>'],
  [/SUMMARY/g, '<key>'],
  [/^"[\w-]+" and "[\w-]+"(?= are the same)/, '"<input>" and "<input>"'],
  [/(?<=^Item <number> \w+ with a quote \().(?=\))/u, '<quote>'],
  [/(?<=The text for ")A(?=")/, '<key>'],
  [/(straight quotes: ).*$/, '$1<the text with its quotes>'],
  [/^"(\/etc|\.\.)\/notification\.yml"|"missing\.yml"/, '"<path>"'],
  [/There is no member "\w+"\. Did you mean "\w+"/, 'There is no member "<name>". Did you mean "<name>"'],
  [/There is no member "\w+"\. The members are .*/, 'There is no member "<name>". The members are <names>.'],
  [/^\$\{\{.*?\}\}/, '${{ <expression> }}'],
  [/^"title"(?= is empty)/, '"<name>"'],
]

function withPlaceholders(message: string): string {
  return VARIES.reduce((text, [what, placeholder]) => text.replace(what, placeholder), message)
}
